package app.parley.client.history;

import app.parley.client.history.Settings.Name;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Texts that were typed and not sent, by conversation.
public final class Drafts {
    private static final int MAX_LENGTH = 1 << 24;
    private static final int MOST = 1000;

    private final Settings settings;

    public Drafts(Settings settings) {
        this.settings = settings;
    }

    private record Draft(AccountId with, String text) {
        static Draft read(OctetReader in) throws MalformedException {
            return new Draft(AccountId.read(in), in.longText(MAX_LENGTH));
        }

        void write(OctetWriter out) {
            with.write(out);
            out.longText(text);
        }
    }

    public Map<AccountId, String> all() {
        Map<AccountId, String> drafts = new LinkedHashMap<>();
        for (Draft draft : stored()) {
            drafts.put(draft.with(), draft.text());
        }
        return drafts;
    }

    private List<Draft> stored() {
        byte[] bytes = settings.bytes(Name.DRAFTS).orElse(new byte[0]);
        if (bytes.length == 0) {
            return List.of();
        }
        try {
            return OctetReader.whole(bytes, in -> in.list(MOST, Draft::read));
        } catch (MalformedException e) {
            throw new IllegalStateException("the stored drafts are damaged", e);
        }
    }

    /// Keeps these instead of those before.
    public void keep(Map<AccountId, String> drafts) {
        List<Draft> all = drafts.entrySet().stream()
                .filter(draft -> draft.getValue().length() < MAX_LENGTH / 4)
                .limit(MOST)
                .map(draft -> new Draft(draft.getKey(), draft.getValue()))
                .toList();
        settings.put(Name.DRAFTS, new OctetWriter().list(all, Draft::write).toArray());
    }
}
