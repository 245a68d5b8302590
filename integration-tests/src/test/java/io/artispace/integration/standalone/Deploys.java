package io.artispace.integration.standalone;

import io.artispace.integration.run.SamplePackage;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntFunction;

/** Endless sequences of things to deploy, all different. */
final class Deploys {
    private Deploys() {}

    /**
     * One thing to deploy.
     *
     * @param target where it is PUT
     * @param body what is sent
     * @param file where the file is found afterwards
     * @param content the file's bytes
     * @param document which document tells of it
     * @param mention what stands in the document exactly if the file is there
     */
    record Deploy(String target, byte[] body, String file, byte[] content, String document, String mention) {}

    /** Ever new versions of one artifact, so that writers meet in nothing but the store. */
    static IntFunction<Deploy> maven(String name) {
        return number -> {
            String path = "maven-releases/it/crash/%1$s/%2$d/%1$s-%2$d.jar".formatted(name, number);
            byte[] content = bytes(name, number);
            return new Deploy(
                    path,
                    content,
                    path,
                    content,
                    "maven-releases/it/crash/" + name + "/maven-metadata.xml",
                    "<version>" + number + "</version>");
        };
    }

    /** Ever new versions of one package, the same package for every writer of a round: they contend for its revision. */
    static IntFunction<Deploy> npm(String name) {
        String packageName = "crash-" + name.substring(0, name.indexOf('w'));
        int writer = Integer.parseInt(name.substring(name.indexOf('w') + 1));
        return number -> {
            SamplePackage sample = SamplePackage.of(packageName, writer + ".0." + number, name + number);
            return new Deploy(
                    "npm-hosted/" + packageName,
                    sample.document().getBytes(StandardCharsets.UTF_8),
                    "npm-hosted/%1$s/-/%1$s-%2$s.tgz".formatted(packageName, sample.version()),
                    sample.tarball(),
                    "npm-hosted/" + packageName,
                    "/" + packageName + "-" + sample.version() + ".tgz");
        };
    }

    private static byte[] bytes(String name, int number) {
        Random random = new Random(31L * name.hashCode() + number);
        byte[] bytes = new byte[1 + random.nextInt(60_000)];
        random.nextBytes(bytes);
        return bytes;
    }
}
