package io.artispace.integration.access;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** The ways to spell a path that somebody along the way, be it a proxy or a file system, could take for the same. */
final class Spellings {
    private Spellings() {}

    /** Returns spellings of a raw path that may have a query. */
    static Set<String> of(String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question);
        Set<String> spellings = new LinkedHashSet<>();
        for (String spelling : ofPath(path)) {
            spellings.add(spelling + query);
        }
        return spellings;
    }

    private static Set<String> ofPath(String path) {
        int slash = path.indexOf('/');
        String afterFirst = slash < 0 ? "" : path.substring(slash);
        String first = slash < 0 ? path : path.substring(0, slash);
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(escaped(path));
        spellings.add(path.replace("/", "%2f"));
        spellings.add(path.replace("/", "%2F"));
        spellings.add(path.replace(".", "%2e"));
        spellings.add(path.replace("-", "%2D"));
        spellings.add("/" + path);
        spellings.add("./" + path);
        spellings.add("%2e/" + path);
        spellings.add("x/../" + path);
        spellings.add("x/%2e%2e/" + path);
        spellings.add("x%2f..%2f" + path);
        spellings.add("../" + path);
        spellings.add(path + "/.");
        spellings.add(path + "/x/..");
        spellings.add(path + "%00");
        spellings.add(path + "%20");
        spellings.add(path.replace("/", "\\"));
        spellings.add(path.replace("/", "%5c"));
        spellings.add(path.replaceFirst("/", "//"));
        spellings.add(first + "/." + afterFirst);
        spellings.add(first + "/x/.." + afterFirst);
        spellings.add(first + "%c0%af" + afterFirst);
        spellings.add(first + "%e2%80%8b" + afterFirst);
        spellings.remove(path);
        return spellings;
    }

    private static String escaped(String path) {
        StringBuilder text = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            text.append('%').append(HexFormat.of().toHexDigits(b));
        }
        return text.toString();
    }
}
