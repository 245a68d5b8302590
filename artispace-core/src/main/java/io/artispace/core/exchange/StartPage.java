package io.artispace.core.exchange;

import static io.artispace.exchange.WebPage.escape;

import io.artispace.Group;
import io.artispace.Proxy;
import io.artispace.RepositoryDefinition;
import io.artispace.exchange.Response;
import io.artispace.exchange.WebPage;
import java.util.List;
import java.util.stream.Collectors;

/** What a browser shows at the registry's own address: its repositories, as far as they are open to whoever asks. */
final class StartPage {
    private StartPage() {}

    static Response of(List<RepositoryDefinition> open) {
        String items = open.stream().map(StartPage::item).collect(Collectors.joining());
        return WebPage.of(200, "Repositories", "<h1>Repositories</h1>\n<ul>\n" + items + "</ul>")
                .build();
    }

    /** The link is relative, since a person may have come by another address than the base URL. */
    private static String item(RepositoryDefinition repository) {
        String kind = repository instanceof Group ? "group" : repository instanceof Proxy ? "proxy" : "hosted";
        String name = escape(repository.name());
        return "<li><a href=\"" + name + "/\">" + name + "</a> <span>" + kind + "</span> <span>"
                + escape(repository.format()) + "</span></li>\n";
    }
}
