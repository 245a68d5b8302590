package io.artispace.storage.s3;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.access.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code s3:} location says: {@code s3://ACCESS:SECRET@bucket/prefix?region=…&endpoint=…&path-style=true}. All but the bucket may
 * be left out; special characters are percent-encoded.
 *
 * @param bucket its name
 * @param prefix what keys begin with: empty, or ending with a slash
 * @param accessKey the id of the access key; null to let the SDK find credentials
 * @param secretKey its secret
 * @param parameters the query, by the names of {@link #PARAMETERS}
 */
record S3Location(
        String bucket,
        String prefix,
        @Nullable String accessKey,
        @Nullable Secret secretKey,
        Map<String, String> parameters) {
    private static final Set<String> PARAMETERS = new TreeSet<>(Set.of(
            "region",
            "endpoint",
            "path-style",
            "profile",
            "part-size",
            "spool",
            "link-endpoint",
            "links",
            "connections"));

    /** Prefixes that servers, or proxies in front of them, read as another path or refuse. */
    private static final Pattern UNSAFE = Pattern.compile("/\\.{0,2}/|\\p{Cntrl}");

    /**
     * Reads a location. Messages never repeat what stands before the bucket.
     *
     * @throws InvalidInputException if it is malformed
     */
    static S3Location of(URI location) {
        String authority = location.getRawAuthority();
        if (!"s3".equalsIgnoreCase(location.getScheme()) || authority == null) {
            throw malformed("it names no bucket");
        }
        if (location.getRawFragment() != null) {
            throw malformed("it has a #, behind which it would be cut off; write it as %23");
        }
        int at = authority.lastIndexOf('@');
        String bucket = authority.substring(at + 1);
        if (bucket.isEmpty() || bucket.contains(":")) {
            throw malformed("it names no bucket");
        }
        String accessKey = null;
        Secret secretKey = null;
        if (at >= 0) {
            int colon = authority.indexOf(':');
            if (colon < 1 || colon > at) {
                throw malformed("what stands before the @ is not ACCESS:SECRET");
            }
            accessKey = decoded(authority.substring(0, colon));
            secretKey = Secret.of(decoded(authority.substring(colon + 1, at)));
        }
        return new S3Location(
                bucket, prefix(location.getPath()), accessKey, secretKey, parameters(location.getRawQuery()));
    }

    /** Returns a parameter that may be left out. */
    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    boolean flag(String name, boolean usual) {
        String value = parameters.get(name);
        if (value == null) {
            return usual;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw malformed(name + " is " + Quote.of(value) + "; it can be true or false");
        };
    }

    S3Profile profile() {
        String value = parameters.get("profile");
        if (value == null) {
            return S3Profile.AWS;
        }
        try {
            return S3Profile.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw malformed("profile is " + Quote.of(value) + "; it can be aws or compatible");
        }
    }

    @Nullable
    URI endpoint(String name) {
        String value = parameters.get(name);
        if (value == null) {
            return null;
        }
        URI uri;
        try {
            uri = URI.create(value);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(name, value);
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw malformed(name + " has credentials, a query or a fragment; write only where the server is, such as"
                    + " https://s3.example.com, and the credentials before the bucket");
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw notAnAddress(name, value);
        }
        return uri;
    }

    private static InvalidInputException notAnAddress(String name, String value) {
        return malformed(name + " is " + Quote.of(value) + "; write such as https://s3.example.com");
    }

    /** Returns a number, 1 or more. */
    int number(String name, int usual) {
        String value = parameters.get(name);
        if (value == null) {
            return usual;
        }
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw malformed(name + " is " + Quote.of(value) + "; write a number, 1 or more");
        }
        return Integer.parseInt(value);
    }

    private static String prefix(@Nullable String path) {
        String prefix = path == null ? "" : path.replaceFirst("^/+", "").replaceFirst("/$", "");
        if (prefix.isEmpty()) {
            return "";
        }
        if (UNSAFE.matcher('/' + prefix + '/').find()) {
            throw malformed(
                    "its prefix has two slashes side by side, a step of one or two dots, or a control character, and"
                            + " not every server keeps such keys as they are");
        }
        return prefix + '/';
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new TreeMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!PARAMETERS.contains(name)) {
                throw malformed("it has the parameter " + Quote.of(name) + "; there are " + PARAMETERS);
            }
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (value.isEmpty() || parameters.put(name, value) != null) {
                throw malformed("the parameter " + name + " needs one value");
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            // A plus is not decoded as a space, since secrets of S3 often have one.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("a percent sign is not followed by two hexadecimal digits");
        }
    }

    static InvalidInputException malformed(String why) {
        return new InvalidInputException("Cannot read the location of the S3 blob store: " + why
                + ". Write such as s3://bucket/prefix?region=eu-central-1.");
    }
}
