package io.artispace.integration.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers are registered twice, for the module path and for the class path; both must name the same. */
class ProvidersIT {
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void moduleInfoAndServiceFilesAgree(Module module) throws IOException {
        assertThat(inServiceFiles(module)).isEqualTo(inModuleInfo(module));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"CORE", "METADATA_JDBC", "STORAGE_FS", "STORAGE_S3", "STORES", "FORMAT_MAVEN", "FORMAT_NPM"})
    void implementationIsFound(Module module) {
        assertThat(inModuleInfo(module)).isNotEmpty();
    }

    @Test
    void everyModuleHasADescriptorOfItsOwn() {
        Set<String> names = Stream.of(Module.values())
                .map(module -> descriptor(module).name())
                .collect(Collectors.toSet());

        assertThat(names).hasSameSizeAs(Module.values()).allMatch(name -> name.startsWith("io.artispace"));
    }

    private static Map<String, Set<String>> inModuleInfo(Module module) {
        return descriptor(module).provides().stream()
                .collect(Collectors.toMap(
                        ModuleDescriptor.Provides::service,
                        provides -> new TreeSet<>(provides.providers()),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static ModuleDescriptor descriptor(Module module) {
        return ModuleFinder.of(module.classesDirectory())
                .findAll()
                .iterator()
                .next()
                .descriptor();
    }

    private static Map<String, Set<String>> inServiceFiles(Module module) throws IOException {
        Path directory = module.classesDirectory().resolve("META-INF/services");
        Map<String, Set<String>> found = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    found.put(file.getFileName().toString(), providersIn(file));
                }
            }
        }
        return found;
    }

    private static Set<String> providersIn(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
