package io.artispace.format.maven.prefetch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${…}} by values as Maven does: those that a project says of itself, then its properties, then Java's. What is not
 * defined, or only by itself, stays as it is written.
 *
 * @param project values of {@code project.…}, without that prefix
 * @param properties the properties, those of parents included
 */
record Interpolation(Map<String, String> project, Map<String, String> properties) implements UnaryOperator<String> {
    /**
     * Limits values that contain other values several times, which do the same, and so would grow without end. No real POM comes near this.
     */
    private static final int MAX_REPLACEMENTS = 200;

    private static final int MAX_LENGTH = 512;

    @Override
    public String apply(String text) {
        return text.contains("${") ? new Run().replace(text) : text;
    }

    private final class Run {
        private final Deque<String> within = new ArrayDeque<>();
        private int replacements;

        String replace(String text) {
            StringBuilder result = new StringBuilder();
            int at = 0;
            while (true) {
                int start = text.indexOf("${", at);
                int end = start < 0 ? -1 : text.indexOf('}', start);
                if (end < 0 || result.length() > MAX_LENGTH) {
                    return result.append(text, at, text.length()).toString();
                }
                result.append(text, at, start).append(inPlaceOf(text.substring(start, end + 1)));
                at = end + 1;
            }
        }

        private String inPlaceOf(String expression) {
            String name = expression.substring(2, expression.length() - 1);
            String value = within.contains(name) || replacements++ >= MAX_REPLACEMENTS ? null : value(name);
            if (value == null) {
                return expression;
            }
            within.push(name);
            String replaced = value.contains("${") ? replace(value) : value;
            within.pop();
            // Many dependencies may be written with it, each of which would have a copy of its own.
            return replaced.length() > MAX_LENGTH ? expression : replaced;
        }
    }

    private @Nullable String value(String name) {
        for (String prefix : new String[] {"project.", "pom."}) {
            String own = name.startsWith(prefix) ? project.get(name.substring(prefix.length())) : null;
            if (own != null) {
                return own;
            }
        }
        String property = properties.get(name);
        if (property != null) {
            return property;
        }
        return name.startsWith("java.") || name.startsWith("os.") ? System.getProperty(name) : project.get(name);
    }
}
