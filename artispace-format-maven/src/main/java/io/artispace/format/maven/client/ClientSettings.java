package io.artispace.format.maven.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of a {@code settings.xml} that tells where artifacts come from. Immutable. */
record ClientSettings(
        List<Mirror> mirrors,
        Map<String, Server> servers,
        List<ProxySetting> proxies,
        Map<String, Profile> profiles,
        List<String> activeProfiles) {
    /**
     * Credentials, for the repository or mirror of the same id.
     *
     * @param headers what HTTP requests to it bear, by name, in the order of the file
     */
    record Server(String user, String password, Map<String, String> headers) {
        Server {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /** The password may be one. */
        @Override
        public String toString() {
            return "Server";
        }
    }

    /** Repositories that are asked while the profile is active. */
    record Profile(boolean activeByDefault, List<RemoteRepository> repositories) {
        Profile {
            repositories = List.copyOf(repositories);
        }
    }

    static final ClientSettings NONE = new ClientSettings(List.of(), Map.of(), List.of(), Map.of(), List.of());

    /** Merges these settings of the user with those of the installation: if both have an id, the user's counts, as in Maven. */
    ClientSettings before(ClientSettings global) {
        List<Mirror> allMirrors = new ArrayList<>(mirrors);
        global.mirrors.stream()
                .filter(mirror -> mirrors.stream().noneMatch(own -> own.id().equals(mirror.id())))
                .forEach(allMirrors::add);
        Map<String, Server> allServers = new LinkedHashMap<>(servers);
        global.servers.forEach(allServers::putIfAbsent);
        List<ProxySetting> allProxies = new ArrayList<>(proxies);
        global.proxies.stream()
                .filter(proxy -> proxies.stream().noneMatch(own -> own.id().equals(proxy.id())))
                .forEach(allProxies::add);
        // The installation's come first, as in Maven 3, so that of two repositories of one id the user's counts.
        Map<String, Profile> allProfiles = new LinkedHashMap<>(global.profiles);
        profiles.forEach((id, profile) -> {
            allProfiles.remove(id);
            allProfiles.put(id, profile);
        });
        List<String> allActive = new ArrayList<>(activeProfiles);
        allActive.addAll(global.activeProfiles);
        return new ClientSettings(allMirrors, allServers, allProxies, allProfiles, allActive);
    }

    /**
     * Returns the repositories of the profiles that are named as active, or else of those that are active by default, in the order of the
     * profiles. As in Maven, a later profile's repository replaces an earlier one of the same id.
     */
    List<RemoteRepository> repositories() {
        List<Profile> named = profiles.entrySet().stream()
                .filter(profile -> activeProfiles.contains(profile.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        List<Profile> active = named.isEmpty()
                ? profiles.values().stream().filter(Profile::activeByDefault).toList()
                : named;
        return active.stream()
                .flatMap(profile -> profile.repositories().stream())
                .toList();
    }
}
