package io.artispace.integration.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each module may use the API and nothing else of ArtiSpace; within a module, packages depend on each other in one direction. */
class ModuleWallsIT {
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void moduleSeesOnlyItselfAndTheContract(Module module) {
        JavaClasses classes = module.classes();

        assertThat(classes).hasSizeGreaterThanOrEqualTo(module.leastClasses());
        classes().should().onlyDependOnClassesThat(oursOnlyIfAllowed(module)).check(classes);
        assertThat(classes).allMatch(module::owns, "lies in a package of " + module);
    }

    private static DescribedPredicate<JavaClass> oursOnlyIfAllowed(Module module) {
        return DescribedPredicate.describe(
                "belong to " + module + ", to the contract or to somebody else",
                type -> !type.getBaseComponentType().getPackageName().startsWith("io.artispace")
                        || module.owns(type.getBaseComponentType())
                        || Module.API.owns(type.getBaseComponentType()));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "API")
    void atLeastAThirdOfTheTypesIsHidden(Module module) {
        List<JavaClass> types = module.classes().stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().endsWith("-info"))
                .toList();

        long hidden = types.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
        if (module != Module.TESTKIT) {
            assertThat(hidden * 3)
                    .as("%d of %d types of %s are package-private", hidden, types.size(), module)
                    .isGreaterThanOrEqualTo(types.size());
        }
    }

    /** A module's own package, where everything is wired, on those below it, and these without cycles. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"CORE", "METADATA_JDBC", "STORES", "FORMAT_MAVEN", "FORMAT_NPM"})
    void packagesOfAModuleDependOnEachOtherOneWay(Module module) {
        JavaClasses classes = module.classes();

        slices().matching(module.rooms()).should().beFreeOfCycles().check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackage(module.rootPackage())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module.rootPackage())
                .check(classes);
    }

    @Test
    void onlyTheMetadataStoreSpeaksSql() {
        outside(Module.METADATA_JDBC, "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.sqlite..");
    }

    @Test
    void onlyTheMavenFormatReadsXml() {
        outside(Module.FORMAT_MAVEN, "javax.xml..", "org.xml..", "org.w3c..");
    }

    @Test
    void onlyTheFrontOpensPorts() {
        outside(Module.HTTP_JDK, "com.sun.net.httpserver..");
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.ServerSocket")
                .check(Module.classesOf(Module.libraries()));
    }

    private static void outside(Module home, String... packages) {
        List<Module> others =
                Module.libraries().stream().filter(module -> module != home).toList();
        noClasses().should().dependOnClassesThat().resideInAnyPackage(packages).check(Module.classesOf(others));
    }
}
