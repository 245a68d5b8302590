package io.artispace.core.exchange;

import java.util.Locale;
import java.util.Map;

/**
 * Media types by file name, from a table of our own. What the uploading client claimed is never used, and types that could carry
 * scripts (HTML, SVG, XHTML) are served as plain text, so that no browser that trusts this origin runs an upload.
 */
final class ContentTypes {
    private static final String BINARY = "application/octet-stream";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String XML = "application/xml";
    private static final String ZIP = "application/zip";
    private static final String JAVA_ARCHIVE = "application/java-archive";
    private static final String JSON = "application/json";

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("jar", JAVA_ARCHIVE),
            Map.entry("war", JAVA_ARCHIVE),
            Map.entry("ear", JAVA_ARCHIVE),
            Map.entry("rar", JAVA_ARCHIVE),
            Map.entry("hpi", JAVA_ARCHIVE),
            Map.entry("jpi", JAVA_ARCHIVE),
            Map.entry("aar", ZIP),
            Map.entry("zip", ZIP),
            Map.entry("klib", ZIP),
            Map.entry("whl", ZIP),
            Map.entry("nupkg", ZIP),
            Map.entry("pom", XML),
            Map.entry("xml", XML),
            Map.entry("xsd", XML),
            Map.entry("json", JSON),
            Map.entry("module", JSON),
            Map.entry("sigstore", JSON),
            Map.entry("tgz", "application/gzip"),
            Map.entry("gz", "application/gzip"),
            Map.entry("bz2", "application/x-bzip2"),
            Map.entry("xz", "application/x-xz"),
            Map.entry("zst", "application/zstd"),
            Map.entry("7z", "application/x-7z-compressed"),
            Map.entry("tar", "application/x-tar"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("asc", "application/pgp-signature"),
            Map.entry("sig", "application/pgp-signature"),
            Map.entry("md5", TEXT),
            Map.entry("sha1", TEXT),
            Map.entry("sha256", TEXT),
            Map.entry("sha512", TEXT),
            Map.entry("txt", TEXT),
            Map.entry("md", TEXT),
            Map.entry("properties", TEXT),
            Map.entry("yml", TEXT),
            Map.entry("yaml", TEXT),
            Map.entry("toml", TEXT),
            Map.entry("java", TEXT),
            Map.entry("kt", TEXT),
            Map.entry("js", TEXT),
            Map.entry("css", TEXT),
            Map.entry("csv", TEXT),
            Map.entry("log", TEXT),
            Map.entry("htm", TEXT),
            Map.entry("html", TEXT),
            Map.entry("xhtml", TEXT),
            Map.entry("svg", TEXT));

    private ContentTypes() {}

    /** Returns the type of a file; what is not in the table is a sequence of bytes. */
    static String of(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 || path.indexOf('/', dot) >= 0 ? BINARY : byExtension(path.substring(dot + 1));
    }

    private static String byExtension(String extension) {
        String type = BY_EXTENSION.get(extension);
        return type == null ? BY_EXTENSION.getOrDefault(extension.toLowerCase(Locale.ROOT), BINARY) : type;
    }

    /** Tells whether a document of this type becomes much smaller by compression. */
    static boolean isCompressible(String type) {
        return type.startsWith("text/") || type.contains("json") || type.contains("xml");
    }
}
