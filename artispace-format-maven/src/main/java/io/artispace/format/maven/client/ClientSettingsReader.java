package io.artispace.format.maven.client;

import io.artispace.format.maven.xml.XmlCursor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Reads a {@code settings.xml}, as
 * <a href="https://maven.apache.org/settings.html">Maven's reference of it</a> describes it. Not thread-safe.
 */
final class ClientSettingsReader {
    private final List<Mirror> mirrors = new ArrayList<>();
    private final Map<String, ClientSettings.Server> servers = new LinkedHashMap<>();
    private final List<ProxySetting> proxies = new ArrayList<>();
    private final Map<String, ClientSettings.Profile> profiles = new LinkedHashMap<>();
    private final List<String> activeProfiles = new ArrayList<>();
    private final UnaryOperator<String> interpolation;
    private final XmlCursor xml;

    private ClientSettingsReader(InputStream in, UnaryOperator<String> interpolation) {
        this.interpolation = interpolation;
        this.xml = new XmlCursor("settings.xml", in);
    }

    /**
     * Reads settings.
     *
     * @param in the document; not closed
     * @param interpolation puts values in the places of properties
     * @throws io.artispace.InvalidInputException if the document is malformed
     */
    static ClientSettings read(InputStream in, UnaryOperator<String> interpolation) {
        ClientSettingsReader reader = new ClientSettingsReader(in, interpolation);
        reader.xml.read("settings", reader::section);
        return new ClientSettings(
                reader.mirrors, reader.servers, reader.proxies, reader.profiles, reader.activeProfiles);
    }

    private void section(String name) {
        switch (name) {
            case "mirrors" -> xml.children("mirror", this::mirror);
            case "servers" -> xml.children("server", this::server);
            case "proxies" -> xml.children("proxy", this::proxy);
            case "profiles" -> xml.children("profile", this::profile);
            case "activeProfiles" -> xml.children("activeProfile", () -> activeProfiles.add(text()));
            default -> {
                // Says nothing about where artifacts come from.
            }
        }
    }

    private void mirror() {
        Map<String, String> texts = texts();
        mirrors.add(new Mirror(
                texts.getOrDefault("id", "default"),
                texts.getOrDefault("url", ""),
                texts.getOrDefault("mirrorOf", ""),
                texts.getOrDefault("mirrorOfLayouts", ""),
                Boolean.parseBoolean(texts.get("blocked"))));
    }

    private void server() {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        xml.children(name -> {
            if (name.equals("configuration")) {
                xml.children("httpHeaders", () -> xml.children("property", () -> header(headers)));
            } else {
                put(name, texts);
            }
        });
        servers.putIfAbsent(
                texts.getOrDefault("id", "default"),
                new ClientSettings.Server(
                        texts.getOrDefault("username", ""), texts.getOrDefault("password", ""), headers));
    }

    private void header(Map<String, String> headers) {
        Map<String, String> texts = texts();
        headers.put(texts.getOrDefault("name", ""), texts.getOrDefault("value", ""));
    }

    private void proxy() {
        Map<String, String> texts = texts();
        proxies.add(new ProxySetting(
                texts.getOrDefault("id", "default"),
                !texts.getOrDefault("active", "true").equals("false"),
                texts.getOrDefault("protocol", "http"),
                texts.getOrDefault("host", ""),
                texts.getOrDefault("port", "8080"),
                texts.getOrDefault("username", ""),
                texts.getOrDefault("password", ""),
                texts.getOrDefault("nonProxyHosts", "")));
    }

    private void profile() {
        List<String> id = new ArrayList<>();
        List<Boolean> byDefault = new ArrayList<>();
        List<RemoteRepository> repositories = new ArrayList<>();
        xml.children(name -> {
            switch (name) {
                case "id" -> id.add(text());
                case "activation" -> xml.children("activeByDefault", () -> byDefault.add(Boolean.parseBoolean(text())));
                case "repositories" ->
                    xml.children("repository", () -> {
                        Map<String, String> texts = texts();
                        repositories.add(new RemoteRepository(texts.getOrDefault("id", ""), texts.get("url")));
                    });
                default -> {
                    // Properties and plugin repositories.
                }
            }
        });
        profiles.putIfAbsent(
                id.isEmpty() ? "default" : id.get(0),
                new ClientSettings.Profile(byDefault.contains(true), repositories));
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        xml.children(name -> put(name, texts));
        return texts;
    }

    private void put(String name, Map<String, String> texts) {
        String text = text();
        if (!text.isEmpty()) {
            texts.put(name, text);
        }
    }

    private String text() {
        return interpolation.apply(xml.text());
    }
}
