package io.artispace.metadata.jdbc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
import io.artispace.metadata.jdbc.Publishing;
import io.artispace.metadata.jdbc.Servers;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class CommitMarksTest {
    @Test
    void worksThatFailLeaveNoMarksBehind() throws SQLException {
        String database = Servers.newPostgresDatabase();
        try (MetadataStore store = new JdbcMetadataStoreProvider().open(URI.create(database))) {
            for (int i = 0; i < 4; i++) {
                Publishing.createRepository(store, "r" + i);
                assertThatThrownBy(() -> store.write(writer -> {
                            writer.insertRepository(Publishing.repository("other"));
                            throw new IllegalArgumentException("on purpose");
                        }))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        assertThat(marks(database)).isEqualTo(1);
    }

    private static int marks(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from commit_marks")) {
            result.next();
            return result.getInt(1);
        }
    }
}
