import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Cures wrapped right-to-left text in JavaFX on Linux, in the build's own copy of the JavaFX
/// jar.
///
/// JavaFX 23 to 27-ea lay out complex scripts on Linux with Pango. When a Hebrew or Arabic
/// paragraph wraps, the class `PangoGlyphLayout` makes two mistakes and the layout of the whole
/// window throws ArrayIndexOutOfBoundsException. So one message from a peer would disable the
/// view. The two mistakes:
///
/// 1. It keeps the UTF-8 form of a run by run, and goes on using it after the line breaker split
///    the run, so offsets point behind the end. Cure: never reuse it (`map.get(run)` becomes
///    `null`).
/// 2. Pango lists the items of a run in logical order. For a right-to-left run the glyphs are
///    wanted in visual order, which is the reverse. Cure: for such a run take item `n - 1 - i`
///    instead of `i`.
///
/// The jar is rewritten in place (as a new file, moved over the old one), because
/// `--patch-module` would switch off class data sharing. A jar that carries the note below is
/// left alone. A class other than the known one fails the build: then JavaFX changed, and
/// somebody has to look whether the cure is still needed and still right.
///
/// JavaFX is under GPL version 2 with the Classpath Exception. This program is the complete
/// source of the change.
///
/// Run: `java PatchPango.java FOLDER`, with the folder that holds `javafx-graphics-*.jar`.
final class PatchPango {
    private static final String CLASS = "com/sun/javafx/font/freetype/PangoGlyphLayout.class";
    private static final String NOTE = "META-INF/PARLEY-PATCH.txt";
    private static final String NOTE_TEXT = """
            PangoGlyphLayout was changed by the build of Parley, so that right-to-left text wraps.
            See src/build/java/PatchPango.java there. JavaFX is under GPL-2.0 with the Classpath Exception.
            """;
    /// SHA-256 of the class in JavaFX 26.0.2; it is the same for x64 and arm64.
    private static final String KNOWN = "79e094652ed7bbf20a703ad22ecf585851fa2689cc0f96bd49880bcffa2c57f3";

    // Slots of local variables in PangoGlyphLayout.layout, valid for the known class only.
    private static final int SLOT_RIGHT_TO_LEFT = 9;
    private static final int SLOT_ITEM_COUNT = 26;

    private PatchPango() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: java PatchPango.java FOLDER");
        }
        for (Path jar : graphicsJars(Path.of(args[0]))) {
            patch(jar);
        }
    }

    private static List<Path> graphicsJars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("javafx-graphics-.*-linux.*\\.jar"))
                    .toList();
        }
    }

    private static void patch(Path jar) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            if (Files.exists(inside.getPath(NOTE))) {
                return;
            }
        }
        Path copy = Files.createTempFile(jar.toAbsolutePath().getParent(), "patch", ".tmp");
        try {
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem inside = FileSystems.newFileSystem(copy)) {
                Path file = inside.getPath(CLASS);
                Files.write(file, transform(Files.readAllBytes(file)));
                Files.writeString(inside.getPath(NOTE), NOTE_TEXT);
            }
            Files.move(copy, jar, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static byte[] transform(byte[] original) {
        String found = sha256(original);
        if (!found.equals(KNOWN)) {
            throw new IllegalStateException("JavaFX changed: PangoGlyphLayout has SHA-256 " + found
                    + ". Look whether wrapped right-to-left text is cured there, then adapt or drop PatchPango.");
        }
        Edits edits = new Edits();
        ClassFile classFile = ClassFile.of();
        byte[] patched = classFile.transformClass(
                classFile.parse(original),
                ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString("layout"), edits::accept));
        edits.check();
        return patched;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /// The two edits, each of which has to be made exactly once.
    private static final class Edits {
        private int reuse;
        private int order;

        void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof InvokeInstruction call && isMapGet(call)) {
                reuse++;
                code.pop2().aconst_null();
            } else if (element instanceof InvokeInstruction call && call.name().equalsString("g_list_nth_data")) {
                order++;
                Label leftToRight = code.newLabel();
                code.iload(SLOT_RIGHT_TO_LEFT).ifeq(leftToRight);
                code.iload(SLOT_ITEM_COUNT).iconst_1().isub().swap().isub();
                code.labelBinding(leftToRight).with(element);
            } else {
                code.with(element);
            }
        }

        void check() {
            if (reuse != 1 || order != 1) {
                throw new IllegalStateException("edits made " + reuse + " and " + order + " times instead of once");
            }
        }

        private static boolean isMapGet(InvokeInstruction call) {
            return call.owner().asInternalName().equals("java/util/Map") && call.name().equalsString("get");
        }
    }
}
