package io.artispace.examples.standalone;

import io.artispace.access.Role;
import io.artispace.access.Secret;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user named on the command line, as {@code NAME:PASSWORD} or {@code NAME:PASSWORD:ROLE}; the password may hold colons. */
record UserOption(String name, Secret password, Role role) {
    private static final Pattern SYNTAX =
            Pattern.compile("(?<name>[^:]+):(?<password>.+?)(:(?<role>read|write|admin))?", Pattern.DOTALL);

    static UserOption parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            // It may hold a password, so it is not repeated.
            throw new UsageException("--user needs NAME:PASSWORD or NAME:PASSWORD:ROLE, such as ci:secret:write.");
        }
        String role = matcher.group("role");
        return new UserOption(
                matcher.group("name"),
                Secret.of(matcher.group("password")),
                role == null ? Role.WRITE : Role.valueOf(role.toUpperCase(Locale.ROOT)));
    }
}
