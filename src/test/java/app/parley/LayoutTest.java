package app.parley;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;

@AnalyzeClasses(packages = "app.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {
    /** The diagram in ARCHITECTURE.md, as a table: who may know whom. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "protocol", List.of(),
            "crypto", List.of(),
            "store", List.of("crypto"),
            "net", List.of("protocol"),
            "relay", List.of("protocol", "net", "store", "crypto"),
            "client", List.of("protocol", "net", "store", "crypto"),
            "ui", List.of("client", "protocol"),
            "app", List.of("ui", "client", "relay", "net", "store", "crypto", "protocol"));

    @ArchTest
    static void packages_use_only_what_the_diagram_allows(JavaClasses all) {
        MAY_USE.forEach((name, allowed) -> {
            DescribedPredicate<JavaClass> ours = resideInAPackage("app.parley..");
            DescribedPredicate<JavaClass> ok = resideInAPackage("app.parley." + name + "..");
            for (String a : allowed) {
                ok = ok.or(resideInAPackage("app.parley." + a + ".."));
            }
            noClasses()
                    .that()
                    .resideInAPackage("app.parley." + name + "..")
                    .should()
                    .dependOnClassesThat(ours.and(DescribedPredicate.not(ok)).as("outside " + allowed))
                    .check(all);
        });
    }

    @ArchTest
    static void every_package_is_in_the_diagram(JavaClasses all) {
        DescribedPredicate<JavaClass> known = DescribedPredicate.alwaysFalse();
        for (String name : MAY_USE.keySet()) {
            known = known.or(resideInAPackage("app.parley." + name + ".."));
        }
        classes()
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(known.as("in a package of the diagram")))
                .check(all);
    }

    @ArchTest
    static final ArchRule no_cycles_at_any_depth =
            slices().matching("app.parley.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_ui_and_app_know_javafx = noClasses()
            .that()
            .resideOutsideOfPackages("app.parley.ui..", "app.parley.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javafx..");

    @ArchTest
    static final ArchRule the_relay_cannot_read_messages = noClasses()
            .that()
            .resideInAPackage("app.parley.relay..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("app.parley.protocol.content..");

    @ArchTest
    static final ArchRule the_ui_never_touches_the_wire = noClasses()
            .that()
            .resideInAPackage("app.parley.ui..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("app.parley.protocol.wire..", "app.parley.protocol.content..");

    @ArchTest
    static final ArchRule one_door_to_the_fx_thread = noClasses()
            .that()
            .doNotHaveSimpleName("FxBridge")
            .should()
            .callMethod("javafx.application.Platform", "runLater", "java.lang.Runnable");

    @ArchTest
    static final ArchRule the_relay_holds_no_user_keys = noClasses()
            .that()
            .resideInAPackage("app.parley.relay..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("app.parley.crypto.secret..");

    @ArchTest
    static final ArchRule time_comes_in_by_constructor = noClasses()
            .that()
            .resideOutsideOfPackage("app.parley.app..")
            .should()
            .callMethod("java.lang.System", "currentTimeMillis")
            .orShould()
            .callMethod("java.time.Instant", "now")
            .orShould()
            .callMethod("java.time.Clock", "systemUTC")
            .orShould()
            .callMethod("java.time.Clock", "systemDefaultZone");

    @ArchTest
    static final ArchRule randomness_lives_in_crypto = noClasses()
            .that()
            .resideOutsideOfPackages("app.parley.crypto..", "app.parley.app..", "app.parley.relay.otp..")
            .should()
            .callConstructor("java.security.SecureRandom");
}
