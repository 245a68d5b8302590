package io.artispace.format.npm.client;

import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Finds what npm shows a registry: settings named by its address, or by a path above it. */
final class NpmCredentials {
    private NpmCredentials() {}

    /**
     * Looks for credentials.
     *
     * @param registry its URL, ending with a slash
     * @throws IllegalArgumentException if they cannot be decoded or name a variable that is not set
     */
    static Optional<Credentials> find(NpmConfiguration configuration, URI registry) {
        String path = registry.getRawPath();
        while (true) {
            String place = "//" + host(registry) + path;
            Optional<Credentials> found = at(configuration, place);
            if (found.isEmpty() && path.length() > 1) {
                found = at(configuration, place.substring(0, place.length() - 1));
            }
            if (found.isPresent() || path.length() <= 1) {
                return found;
            }
            path = path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
        }
    }

    /** Host and port as npm writes them, whatever the registry's URL says: in small letters, without the port that the scheme implies. */
    private static String host(URI registry) {
        String host = registry.getHost().toLowerCase(Locale.ROOT);
        int implied = registry.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return registry.getPort() < 0 || registry.getPort() == implied ? host : host + ":" + registry.getPort();
    }

    private static Optional<Credentials> at(NpmConfiguration configuration, String place) {
        Optional<String> token = value(configuration, place + ":_authToken");
        if (token.isPresent()) {
            return token.map(Secret::of).map(Credentials::bearer);
        }
        Optional<String> pair = value(configuration, place + ":_auth");
        if (pair.isPresent()) {
            String[] both = decoded(pair.get()).split(":", 2);
            return Optional.of(Credentials.basic(both[0], Secret.of(both.length == 2 ? both[1] : "")));
        }
        Optional<String> user = value(configuration, place + ":username");
        Optional<String> password = value(configuration, place + ":_password");
        return user.isPresent() && password.isPresent()
                ? Optional.of(Credentials.basic(user.get(), Secret.of(decoded(password.get()))))
                : Optional.empty();
    }

    private static Optional<String> value(NpmConfiguration configuration, String key) {
        Optional<NpmConfiguration.Setting> setting = configuration.get(key);
        if (setting.isPresent() && setting.get().hasUnknownVariable()) {
            throw new IllegalArgumentException("a variable is not set");
        }
        return setting.map(NpmConfiguration.Setting::value).filter(value -> !value.isEmpty());
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
