package io.artispace.integration.packaged;

import java.io.File;
import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiConsumer;

/**
 * A program with plugins, of which one has a registry: loads it with a class loader of its own, uses it, drops it, and waits until nothing
 * in this process refers to that class loader any more. What does so keeps everything that it has loaded.
 */
public final class PluginHost {
    private static final int PATIENCE_SECONDS = 60;

    private PluginHost() {}

    /** Takes the plugin's class path, and a directory. */
    public static void main(String... arguments) throws Exception {
        String[] files = arguments[0].split(File.pathSeparator);
        Path directory = Path.of(arguments[1]);
        ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(4);
        // Up to Java 23 a thread refers to whoever started it.
        threads.prestartAllCoreThreads();
        ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();
        // On a thread that lives on, as those of servers do.
        Reference<ClassLoader> plugin = threads.submit(
                        () -> new PhantomReference<>(use(files, directory, threads), unloaded))
                .get();
        System.out.println(own(directory));
        boolean gone = false;
        for (int second = 0; second < PATIENCE_SECONDS && !gone; second++) {
            System.gc();
            gone = unloaded.remove(1_000) != null;
        }
        Reference.reachabilityFence(plugin);
        System.out.println(gone ? "The plugin was unloaded" : "The plugin is held by something");
        Thread.getAllStackTraces().keySet().forEach(thread -> System.out.println("Thread " + thread.getName()));
        threads.shutdown();
    }

    /** A record of the host's. */
    private record Own(Path path) {}

    /**
     * Does with a record of the host's what the plugin did with its own: up to Java 18 the JVM holds the types of the one of which it made
     * equals, hashCode or toString last (JDK-8078641), whoever used it.
     */
    private static String own(Path path) {
        Own own = new Own(path);
        return own + " " + own.hashCode() + " " + own.equals(new Own(path));
    }

    @SuppressWarnings("unchecked")
    private static ClassLoader use(String[] files, Path directory, ExecutorService threads)
            throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader = new URLClassLoader(urls(files), ClassLoader.getPlatformClassLoader())) {
            Class<?> guest = loader.loadClass("io.artispace.integration.packaged.PluginGuest");
            ((BiConsumer<Path, ExecutorService>) guest.getConstructor().newInstance()).accept(directory, threads);
            return loader;
        }
    }

    private static URL[] urls(String[] files) throws MalformedURLException {
        URL[] urls = new URL[files.length];
        for (int i = 0; i < files.length; i++) {
            urls[i] = Path.of(files[i]).toUri().toURL();
        }
        return urls;
    }
}
