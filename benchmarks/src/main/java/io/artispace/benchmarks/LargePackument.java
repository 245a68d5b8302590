package io.artispace.benchmarks;

import java.nio.charset.StandardCharsets;

/** A packument as large as those of the packages with the most and the longest versions: 20 MB in 5,000 versions. */
final class LargePackument {
    private static final int VERSIONS = 5_000;
    private static final int DEPENDENCIES = 60;

    private LargePackument() {}

    /** The packument of a package of any name. */
    static byte[] of(String name) {
        StringBuilder json = new StringBuilder(21_000_000);
        json.append("{\"_id\":\"").append(name).append("\",\"name\":\"").append(name);
        json.append("\",\"dist-tags\":{\"latest\":\"1.0.").append(VERSIONS - 1).append("\"},\"versions\":{");
        String dependencies = dependencies();
        for (int i = 0; i < VERSIONS; i++) {
            json.append(i == 0 ? "" : ",");
            appendVersion(json, name, "1.0." + i, dependencies);
        }
        json.append("},\"time\":{\"created\":\"2020-01-01T00:00:00.000Z\",\"modified\":\"2021-01-01T00:00:00.000Z\"");
        for (int i = 0; i < VERSIONS; i++) {
            json.append(",\"1.0.").append(i).append("\":\"2020-01-01T00:00:00.000Z\"");
        }
        return json.append("}}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String dependencies() {
        StringBuilder dependencies = new StringBuilder();
        for (int i = 0; i < DEPENDENCIES; i++) {
            dependencies.append(i == 0 ? "" : ",").append("\"@acme/a-package-with-a-name-of-some-length-");
            dependencies.append(i).append("\":\"^1.").append(i).append(".0\"");
        }
        return dependencies.toString();
    }

    private static void appendVersion(StringBuilder json, String name, String version, String dependencies) {
        json.append('"').append(version).append("\":{\"name\":\"").append(name).append("\",\"version\":\"");
        json.append(version)
                .append("\",\"description\":\"A large package\",\"license\":\"MIT\",\"main\":\"index.js\",");
        json.append("\"scripts\":{\"test\":\"node test.js\"},\"dependencies\":{")
                .append(dependencies);
        json.append("},\"_id\":\"").append(name).append('@').append(version);
        json.append("\",\"dist\":{\"shasum\":\"da39a3ee5e6b4b0d3255bfef95601890afd80709\",\"integrity\":\"sha512-");
        json.append("z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==");
        json.append("\",\"tarball\":\"http://localhost/")
                .append(name)
                .append("/-/")
                .append(name)
                .append('-');
        json.append(version).append(".tgz\"}}");
    }
}
