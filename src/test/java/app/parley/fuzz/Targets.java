package app.parley.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/// All fuzz targets, by class.
final class Targets {
    private static final List<String> CLASSES = List.of(
            "app.parley.protocol.DecodersFuzzTest",
            "app.parley.net.FrameStreamFuzzTest",
            "app.parley.net.TlsIdentityFuzzTest",
            "app.parley.crypto.secret.SessionFuzzTest",
            "app.parley.client.session.OpeningFuzzTest",
            "app.parley.client.core.KeyFileFuzzTest",
            "app.parley.client.RecoveryKitFuzzTest",
            "app.parley.client.export.ExportReaderFuzzTest",
            "app.parley.client.scan.QrPictureFuzzTest",
            "app.parley.app.SettingsFuzzTest",
            "app.parley.app.update.StatementFuzzTest");

    private Targets() {}

    record Target(String type, String method) {
        @Override
        public String toString() {
            return type + "." + method;
        }
    }

    static List<Target> all() {
        List<Target> targets = new ArrayList<>();
        for (String name : CLASSES) {
            for (Method method : load(name).getDeclaredMethods()) {
                if (method.isAnnotationPresent(FuzzTest.class)) {
                    targets.add(new Target(name, method.getName()));
                }
            }
        }
        return targets;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Targets.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no such class: " + name, e);
        }
    }
}
