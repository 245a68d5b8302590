package io.artispace.integration.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a library must not do in somebody else's process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestMannersIT {
    private JavaClasses libraries;

    @BeforeAll
    void readClasses() {
        libraries = Module.classesOf(Module.libraries());
    }

    @Test
    void logsThroughSlf4jOnly() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging.."));
    }

    @Test
    void printsNothing() {
        check(noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err"));
        check(noClasses().should().callMethodWhere(target(name("printStackTrace"))));
    }

    @Test
    void leavesTheProcessAlone() {
        check(forbidden("java.lang.Runtime", "addShutdownHook|exit|halt"));
        check(forbidden("java.lang.System", "exit|setProperty|setProperties|clearProperty|setOut|setErr|setIn"));
        check(forbidden("java.util.Locale", "setDefault"));
        check(forbidden("java.util.TimeZone", "setDefault"));
    }

    @Test
    void usesNoContextClassLoaderNorSharedPools() {
        check(forbidden("java.lang.Thread", "(get|set)ContextClassLoader"));
        check(forbidden("java.util.concurrent.ForkJoinPool", "commonPool"));
        check(noClasses()
                .should()
                .callMethodWhere(describe(
                        "run in the common pool",
                        call -> call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                                && call.getName().endsWith("Async")
                                && call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(parameter -> parameter.isEquivalentTo(Executor.class)))));
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.sql.DriverManager"));
    }

    @Test
    void keepsNoStateInStatics() {
        check(fields().that().areStatic().should().beFinal());
        check(fields().that().areStatic().should().notHaveRawType("java.lang.ThreadLocal"));
    }

    @Test
    void deserializesNothing() {
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream"));
    }

    private static ArchRule forbidden(String type, String methods) {
        return noClasses()
                .should()
                .callMethodWhere(target(nameMatching(methods)).and(target(owner(name(type)))));
    }

    private void check(ArchRule rule) {
        rule.check(libraries);
    }
}
