package io.artispace.format.maven.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A HTTP proxy of a {@code settings.xml}; absent values are empty. */
record ProxySetting(
        String id,
        boolean active,
        String protocol,
        String host,
        String port,
        String user,
        String password,
        String nonProxyHosts) {
    /** Chooses as Maven does: the first active proxy for the protocol; for https also one for http. */
    static Optional<ProxySetting> choose(List<ProxySetting> proxies, URI url) {
        String protocol = url.getScheme().toLowerCase(Locale.ROOT);
        List<ProxySetting> candidates = proxies.stream()
                .filter(proxy -> proxy.active && !proxy.leavesOut(url.getHost()))
                .toList();
        Optional<ProxySetting> first = first(candidates, protocol);
        return first.isEmpty() && protocol.equals("https") ? first(candidates, "http") : first;
    }

    private static Optional<ProxySetting> first(List<ProxySetting> candidates, String protocol) {
        return candidates.stream()
                .filter(proxy -> proxy.protocol.equalsIgnoreCase(protocol))
                .findFirst();
    }

    /** Hosts are separated by {@code |}, and {@code *} stands for anything. */
    private boolean leavesOut(String host) {
        for (String part : nonProxyHosts.split("\\|")) {
            String pattern = Pattern.quote(part.strip()).replace("*", "\\E.*\\Q");
            if (!part.isBlank()
                    && Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                            .matcher(host)
                            .matches()) {
                return true;
            }
        }
        return false;
    }

    /** The password may be one. */
    @Override
    public String toString() {
        return "ProxySetting";
    }
}
