package io.artispace.metadata.jdbc.sql;

import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.jdbc.table.JdbcWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reports each statement before it runs on a connection, with its values in the place of its parameters. */
public final class SpiedStatements {
    private final Connection connection;
    private final Consumer<String> told;

    public SpiedStatements(Connection connection, Consumer<String> told) {
        this.connection = connection;
        this.told = told;
    }

    public void run(Dialect dialect, Consumer<MetadataWriter> work) {
        Connection spied = proxy(Connection.class, connection, this::prepare);
        work.accept(new JdbcWriter(new SqlSource(dialect).on(spied)));
    }

    private Object prepare(Method method, Object[] arguments, Object result) {
        return method.getName().equals("prepareStatement")
                ? spied((String) arguments[0], (PreparedStatement) result)
                : result;
    }

    private PreparedStatement spied(String text, PreparedStatement statement) {
        Map<Integer, Object> values = new TreeMap<>();
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("set")
                            && arguments.length >= 2
                            && arguments[0] instanceof Integer i) {
                        values.put(i, arguments[1]);
                    } else if (method.getName().startsWith("execute")) {
                        // Several that go together are told one by one.
                        List.of(filled(text, values).split(Postponed.SEPARATOR)).forEach(told);
                    }
                    return invoke(statement, method, arguments);
                });
    }

    private static String filled(String text, Map<Integer, Object> values) {
        StringBuilder filled = new StringBuilder();
        int parameter = 0;
        for (char c : text.toCharArray()) {
            if (c == '?') {
                Object value = values.get(++parameter);
                filled.append(value instanceof String s ? '\'' + s.replace("'", "''") + '\'' : value);
            } else {
                filled.append(c);
            }
        }
        return filled.toString();
    }

    private interface After {
        Object apply(Method method, Object[] arguments, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> after.apply(method, arguments, invoke(target, method, arguments))));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
