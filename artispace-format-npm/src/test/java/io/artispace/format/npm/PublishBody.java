package io.artispace.format.npm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.tarball.Tarballs;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The document that {@code npm publish} sends. */
final class PublishBody {
    private final String name;
    private final String version;
    private byte[] tarball;
    private String tag = "latest";
    private @Nullable ObjectNode manifest;

    PublishBody(String name, String version) {
        this.name = name;
        this.version = version;
        this.tarball = Tarballs.of(name, version);
    }

    PublishBody tarball(byte[] bytes) {
        tarball = bytes;
        return this;
    }

    PublishBody tag(String value) {
        tag = value;
        return this;
    }

    PublishBody manifest(ObjectNode value) {
        manifest = value;
        return this;
    }

    static ObjectNode object() {
        return Json.object();
    }

    ObjectNode json() {
        ObjectNode body = object();
        body.put("_id", name).put("name", name).put("description", "").putNull("access");
        body.putObject("dist-tags").put(tag, version);
        ObjectNode sent = body.putObject("versions").putObject(version);
        sent.put("name", name).put("version", version).put("_id", name + "@" + version);
        sent.put("_nodeVersion", "22.0.0").put("_npmVersion", "10.9.0");
        sent.putObject("dist").put("tarball", "http://elsewhere/" + name + "-" + version + ".tgz");
        if (manifest != null) {
            sent.setAll(manifest);
        }
        body.putObject("_attachments")
                .putObject(name + "-" + version + ".tgz")
                .put("content_type", "application/octet-stream")
                .put("data", Base64.getEncoder().encodeToString(tarball))
                .put("length", tarball.length);
        return body;
    }
}
