package io.artispace.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The floor of a deploy: the least that keeps what was acknowledged, with the server of the JDK, SQLite and files. A file is hashed,
 * flushed, named by its digest, and recorded by one row of one table; all else takes one look-up. It checks no credentials, knows no
 * versions, and renders nothing.
 */
final class DurableServer {
    private final Path directory;
    private final AtomicLong uploads = new AtomicLong();
    private final SQLiteDataSource database;
    private final Connection writer;
    private final PreparedStatement insert;
    private final ThreadLocal<PreparedStatement> select = ThreadLocal.withInitial(this::newSelect);

    private DurableServer(Path directory) throws SQLException {
        this.directory = directory;
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        this.database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + directory.resolve("files.db"));
        this.writer = database.getConnection();
        try (PreparedStatement create = writer.prepareStatement(
                "create table file (path text primary key, digest text not null) without rowid")) {
            create.execute();
        }
        this.insert = writer.prepareStatement("insert into file (path, digest) values (?, ?)");
    }

    /** Serves, with the directory that is its only argument for everything. */
    public static void main(String... arguments) throws IOException, SQLException {
        ServerProcess.serve(new DurableServer(Path.of(arguments[0]))::handle);
    }

    private PreparedStatement newSelect() {
        try {
            return database.getConnection().prepareStatement("select digest from file where path = ?");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        try {
            if (!exchange.getRequestMethod().equals("PUT")) {
                exchange.sendResponseHeaders(find(path) ? 200 : 404, -1);
            } else if (path.endsWith(".jar") || path.endsWith(".pom")) {
                store(path, exchange);
                exchange.sendResponseHeaders(201, -1);
            } else {
                exchange.getRequestBody().readAllBytes();
                find(path);
                exchange.sendResponseHeaders(201, -1);
            }
        } catch (SQLException | NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
        exchange.close();
    }

    private boolean find(String path) throws SQLException {
        PreparedStatement statement = select.get();
        statement.setString(1, path);
        try (ResultSet found = statement.executeQuery()) {
            return found.next();
        }
    }

    private void store(String path, HttpExchange exchange) throws IOException, NoSuchAlgorithmException, SQLException {
        Path upload = directory.resolve("upload-" + uploads.incrementAndGet());
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        try (FileChannel file = FileChannel.open(upload, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(file), sha256)) {
            exchange.getRequestBody().transferTo(out);
            file.force(false);
        }
        String digest = HexFormat.of().formatHex(sha256.digest());
        Path parent = Files.createDirectories(directory.resolve(digest.substring(0, 2)));
        Files.move(upload, parent.resolve(digest), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(parent)) {
            names.force(true);
        }
        synchronized (writer) {
            insert.setString(1, path);
            insert.setString(2, digest);
            insert.executeUpdate();
        }
    }
}
