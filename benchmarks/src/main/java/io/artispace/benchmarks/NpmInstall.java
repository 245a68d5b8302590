package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code npm ci} of a project that depends on packages of {@link NpmContent}, with an empty cache.
 *
 * @param directory the project
 * @param integrities the packages
 */
record NpmInstall(Path directory, Map<String, String> integrities) implements ClientBuilds.Client {
    static final int PACKAGES = 150;

    private static final Pattern INTEGRITY = Pattern.compile("\"integrity\":\"([^\"]+)\"");

    /** The name of a package. */
    static String name(int number) {
        return "dependency-" + number;
    }

    /** Publishes the packages. */
    static NpmInstall prepare(Bench bench) throws IOException {
        Map<String, String> integrities = new TreeMap<>();
        try (HttpConnection connection = new HttpConnection(bench.registry().address())) {
            for (int i = 0; i < PACKAGES; i++) {
                String name = name(i);
                NpmClient.publish(connection, name, "1.0.0");
                byte[] manifest = connection.fetch(Requests.get(NpmClient.path(name) + "/1.0.0"));
                Matcher integrity = INTEGRITY.matcher(new String(manifest, StandardCharsets.UTF_8));
                if (!integrity.find()) {
                    throw new IOException("A manifest without integrity");
                }
                integrities.put(name, integrity.group(1));
            }
        }
        return new NpmInstall(Files.createDirectories(bench.newDirectory().resolve("project")), integrities);
    }

    @Override
    public boolean run(String url) throws IOException, InterruptedException {
        Path cache = directory.resolveSibling("cache");
        Directories.delete(cache);
        Directories.delete(directory.resolve("node_modules"));
        Files.writeString(directory.resolve("package.json"), "{" + project() + "}");
        Files.writeString(directory.resolve("package-lock.json"), lock(url));
        return ClientBuilds.run(
                directory,
                List.of(
                        "npm",
                        "ci",
                        "--no-audit",
                        "--no-fund",
                        "--no-update-notifier",
                        "--ignore-scripts",
                        "--registry=" + url,
                        "--cache=" + cache,
                        "--userconfig=" + directory.resolveSibling("npmrc")));
    }

    private String project() {
        StringBuilder json = new StringBuilder("\"name\":\"project\",\"version\":\"1.0.0\",\"dependencies\":{");
        String separator = "";
        for (String name : integrities.keySet()) {
            json.append(separator).append('"').append(name).append("\":\"1.0.0\"");
            separator = ",";
        }
        return json.append('}').toString();
    }

    private String lock(String url) {
        StringBuilder json = new StringBuilder("{\"name\":\"project\",\"version\":\"1.0.0\",\"lockfileVersion\":3,");
        json.append("\"requires\":true,\"packages\":{\"\":{").append(project()).append('}');
        integrities.forEach((name, integrity) -> json.append(",\"node_modules/")
                .append(name)
                .append("\":{\"version\":\"1.0.0\",\"resolved\":\"")
                .append(url)
                .append(name)
                .append("/-/")
                .append(name)
                .append("-1.0.0.tgz\",\"integrity\":\"")
                .append(integrity)
                .append("\"}"));
        return json.append("}}").toString();
    }
}
