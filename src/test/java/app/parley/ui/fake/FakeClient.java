package app.parley.ui.fake;

import app.parley.client.Account;
import app.parley.client.Chats;
import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Conversation;
import app.parley.client.Delivery;
import app.parley.client.Exported;
import app.parley.client.Found;
import app.parley.client.Link;
import app.parley.client.Me;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.Picture;
import app.parley.client.Privacy;
import app.parley.client.RecoveryKit;
import app.parley.client.SafetyNumberView;
import app.parley.client.Said;
import app.parley.client.Scan;
import app.parley.client.Search;
import app.parley.client.SignIn;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A client in memory that does what it is told and remembers what it was asked.
public final class FakeClient implements Client {
    public static final String RIGHT_CODE = "428913";

    public final InstantSource clock;
    public final List<String> asked = new ArrayList<>();
    public final Map<AccountId, Person> people = new LinkedHashMap<>();
    public final Map<AccountId, TreeMap<Long, Message>> messages = new LinkedHashMap<>();
    public Optional<Me> me = Optional.empty();
    public Link link = new Link.None();
    public Privacy privacy = new Privacy(true, true, true);
    public Optional<ClientException.Why> refuseNext = Optional.empty();
    public Optional<SignIn> nextAnswer = Optional.empty();
    public Optional<Person> findable = Optional.empty();
    public Optional<FakeHosting> host = Optional.empty();
    public Optional<String> invite = Optional.empty();
    public Scan nextScan = Scan.of(Scan.Verdict.SAME);
    public Optional<Exported> nextExport = Optional.empty();
    public Map<AccountId, String> drafts = Map.of();
    /// Whether all messages can be searched already.
    public boolean searchable = true;

    private final List<Consumer<ClientEvent>> listeners = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<Me> asking = Optional.empty();
    private int triesLeft = 5;
    private long nextOrder = 1_000_000;
    private long nextId = 1;

    public final FakeChats chats = new FakeChats(this);

    public FakeClient(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Subscription subscribe(Consumer<ClientEvent> listener) {
        listeners.add(listener);
        Snapshot snapshot = new Snapshot(
                me,
                link,
                List.copyOf(people.values()),
                people.keySet().stream().map(this::conversation).toList());
        return new Subscription() {
            @Override
            public Snapshot snapshot() {
                return snapshot;
            }

            @Override
            public void close() {
                listeners.remove(listener);
            }
        };
    }

    public synchronized Conversation conversation(AccountId with) {
        List<Message> all =
                List.copyOf(messages.getOrDefault(with, new TreeMap<>()).values());
        List<Message> unread = all.stream()
                .filter(message -> message.body() instanceof Message.Received received && !received.read())
                .toList();
        return new Conversation(
                with,
                all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()),
                unread.size(),
                unread.isEmpty()
                        ? Optional.empty()
                        : Optional.of(unread.getFirst().order()),
                chats.of(with));
    }

    public synchronized void publish(ClientEvent event) {
        List.copyOf(listeners).forEach(listener -> listener.accept(event));
    }

    public synchronized void put(Person person) {
        people.put(person.id(), person);
        publish(new ClientEvent.PersonChanged(person));
    }

    public synchronized void setLink(Link now) {
        link = now;
        publish(new ClientEvent.LinkChanged(now));
    }

    /// Stores a message without telling anybody: for what was there before.
    public synchronized Message seed(AccountId with, java.time.Instant at, boolean whileAway, Message.Body body) {
        Message message = new Message(nextId(), with, nextOrder++, at, whileAway, body);
        messages.computeIfAbsent(with, key -> new TreeMap<>()).put(message.order(), message);
        return message;
    }

    public synchronized Message receive(AccountId from, String text) {
        Message message = seed(from, clock.instant(), false, new Message.Received(text, true, true, false));
        publish(new ClientEvent.MessageAdded(message));
        publish(new ClientEvent.ConversationChanged(conversation(from)));
        return message;
    }

    public synchronized MessageId nextId() {
        return new MessageId(
                Octets.of(ByteBuffer.allocate(16).putLong(8, nextId++).array()));
    }

    private void maybeRefuse() throws ClientException {
        Optional<ClientException.Why> why = refuseNext;
        refuseNext = Optional.empty();
        if (why.isPresent()) {
            throw new ClientException(why.get());
        }
    }

    @Override
    public RecoveryKit recoveryKit() {
        return RecoveryKit.of(new byte[32]);
    }

    @Override
    public Map<AccountId, String> drafts() {
        return drafts;
    }

    @Override
    public void keepDrafts(Map<AccountId, String> now) {
        drafts = Map.copyOf(now);
    }

    @Override
    public Account account() {
        return new Account() {
            @Override
            public SignIn requestCode(Invite to, PhoneNumber number, String name) {
                return requested(to, number, name);
            }

            @Override
            public SignIn confirmCode(String code) {
                return confirmed(code);
            }
        };
    }

    private synchronized SignIn requested(Invite to, PhoneNumber number, String name) {
        asked.add("requestCode " + number.e164() + " " + name);
        Optional<SignIn> answer = nextAnswer;
        nextAnswer = Optional.empty();
        if (answer.isPresent()) {
            return answer.get();
        }
        RelayAddress relay = to.relays().getFirst();
        asking = Optional.of(new Me(Samples.account(0), number, name, relay));
        if (to.personal().isPresent()) {
            return signedIn();
        }
        triesLeft = 5;
        host.ifPresent(
                hosting -> hosting.codeFor(number, RIGHT_CODE, clock.instant().plus(Duration.ofMinutes(10))));
        return new SignIn.CodeSent(6, clock.instant().plus(Duration.ofMinutes(10)), 5, Duration.ofSeconds(60));
    }

    private synchronized SignIn confirmed(String code) {
        asked.add("confirmCode " + code);
        if (code.equals(RIGHT_CODE)) {
            return signedIn();
        }
        triesLeft--;
        return triesLeft > 0
                ? new SignIn.Refused(SignIn.Why.WRONG_CODE, Duration.ZERO, triesLeft)
                : new SignIn.Refused(SignIn.Why.TOO_MANY_TRIES, Duration.ofSeconds(60), 0);
    }

    private SignIn signedIn() {
        me = asking;
        publish(new ClientEvent.SignedIn(me.orElseThrow()));
        return new SignIn.SignedIn(me.orElseThrow());
    }

    @Override
    public void run() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void retryNow() {
        asked.add("retryNow");
    }

    @Override
    public synchronized Message send(AccountId to, String text, Optional<Message> replyTo) throws ClientException {
        asked.add("send " + text
                + replyTo.map(original -> " to " + text(original)).orElse(""));
        return sent(
                to,
                replyTo.map(original -> Said.of(text)
                                .replyingTo(
                                        new Said.Quote(original.id(), original.mine(), Optional.of(text(original)))))
                        .orElse(Said.of(text)));
    }

    private static String text(Message message) {
        return message.said().orElseThrow().text();
    }

    @Override
    public synchronized Message forward(Message message, AccountId to) throws ClientException {
        asked.add("forward " + text(message));
        return sent(to, Said.of(text(message)).asForwarded());
    }

    @Override
    public synchronized void react(Message message, String emoji) throws ClientException {
        asked.add("react " + emoji);
        maybeRefuse();
        change(message, said -> {
            List<Said.Reaction> reactions = new ArrayList<>(
                    said.reactions().stream().filter(one -> !one.mine()).toList());
            if (!emoji.isEmpty()) {
                reactions.add(new Said.Reaction(true, emoji));
            }
            return new Said(
                    said.text(),
                    said.replyTo(),
                    said.forwarded(),
                    said.edits(),
                    reactions,
                    said.timer(),
                    said.goneAt());
        });
    }

    @Override
    public synchronized void edit(Message message, String text) throws ClientException {
        asked.add("edit " + text);
        maybeRefuse();
        change(
                message,
                said -> new Said(
                        text,
                        said.replyTo(),
                        said.forwarded(),
                        said.edits() + 1,
                        said.reactions(),
                        said.timer(),
                        said.goneAt()));
    }

    /// Lets a message say something else.
    public synchronized void change(Message message, UnaryOperator<Said> now) {
        replace(
                message,
                switch (messages.get(message.with()).get(message.order()).body()) {
                    case Message.Sent sent -> new Message.Sent(now.apply(sent.said()), sent.delivery());
                    case Message.Received got ->
                        new Message.Received(now.apply(got.said()), got.signed(), got.verified(), got.read());
                    case Message.Erased erased -> erased;
                    case Message.Notice notice -> notice;
                });
    }

    private void replace(Message message, Message.Body body) {
        Message now =
                new Message(message.id(), message.with(), message.order(), message.sentAt(), message.whileAway(), body);
        messages.get(message.with()).put(message.order(), now);
        publish(new ClientEvent.MessageChanged(now));
        publish(new ClientEvent.ConversationChanged(conversation(message.with())));
    }

    @Override
    public synchronized void takeBack(List<Message> back) throws ClientException {
        asked.add("takeBack " + back.size());
        maybeRefuse();
        back.forEach(message -> replace(message, new Message.Erased(true)));
    }

    @Override
    public synchronized void setTimer(AccountId with, Duration after) throws ClientException {
        asked.add("setTimer " + after);
        maybeRefuse();
        put(Samples.disappearing(people.get(with), after));
    }

    @Override
    public Chats chats() {
        return chats;
    }

    @Override
    public synchronized void typing(AccountId to, boolean on) {
        asked.add("typing " + on);
    }

    private Message sent(AccountId to, Said said) throws ClientException {
        maybeRefuse();
        Delivery delivery =
                new Delivery.Waiting(link instanceof Link.Connected ? Delivery.Why.SENDING : Delivery.Why.RELAY);
        Message message = seed(to, clock.instant(), false, new Message.Sent(said, delivery));
        publish(new ClientEvent.MessageAdded(message));
        publish(new ClientEvent.ConversationChanged(conversation(to)));
        return message;
    }

    public synchronized void deliver(Message message, Delivery delivery) {
        Message.Sent sent = (Message.Sent) message.body();
        Message now = new Message(
                message.id(),
                message.with(),
                message.order(),
                message.sentAt(),
                false,
                new Message.Sent(sent.said(), delivery));
        messages.get(message.with()).put(message.order(), now);
        publish(new ClientEvent.MessageChanged(now));
        publish(new ClientEvent.ConversationChanged(conversation(message.with())));
    }

    @Override
    public synchronized List<Message> history(AccountId with, long before, int limit) {
        List<Message> older = List.copyOf(
                messages.getOrDefault(with, new TreeMap<>()).headMap(before).values());
        return older.subList(Math.max(0, older.size() - limit), older.size());
    }

    @Override
    public synchronized List<Message> historyAfter(AccountId with, long after, int limit) {
        return messages.getOrDefault(with, new TreeMap<>()).tailMap(after, false).values().stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Long> firstSince(AccountId with, Instant time) {
        return messages.getOrDefault(with, new TreeMap<>()).values().stream()
                .filter(message -> !message.sentAt().isBefore(time))
                .map(Message::order)
                .findFirst();
    }

    @Override
    public synchronized Optional<Long> placeOf(AccountId with, Said.Quote answered) {
        asked.add("placeOf");
        return messages.getOrDefault(with, new TreeMap<>()).values().stream()
                .filter(message -> message.id().equals(answered.id())
                        && message.mine() == answered.mine()
                        && message.said().isPresent())
                .map(Message::order)
                .findFirst();
    }

    @Override
    public synchronized Found search(String words, Optional<AccountId> with, long before, int limit) {
        asked.add("search " + words);
        Search search = Search.of(words);
        List<Found.Hit> hits = messages.entrySet().stream()
                .filter(chat -> with.map(chat.getKey()::equals).orElse(true))
                .flatMap(chat -> chat.getValue().headMap(before).values().stream())
                .filter(message -> message.said()
                        .filter(said -> search.matches(said.text()))
                        .isPresent())
                .sorted(Comparator.comparingLong(Message::order).reversed())
                .map(message -> new Found.Hit(message, search.spans(text(message))))
                .toList();
        return new Found(hits.stream().limit(limit).toList(), hits.size() > limit, searchable);
    }

    @Override
    public synchronized void markRead(AccountId with, long upTo) {
        asked.add("markRead " + upTo);
        chats.marks.computeIfPresent(with, (id, marks) -> marks.unread(false));
        messages.get(with).headMap(upTo, true).replaceAll((order, message) -> read(message));
        publish(new ClientEvent.ConversationChanged(conversation(with)));
    }

    private static Message read(Message message) {
        return message.body() instanceof Message.Received r
                ? new Message(
                        message.id(),
                        message.with(),
                        message.order(),
                        message.sentAt(),
                        message.whileAway(),
                        new Message.Received(r.said(), r.signed(), r.verified(), true))
                : message;
    }

    @Override
    public synchronized void resend(MessageId message) {
        asked.add("resend");
    }

    @Override
    public synchronized void delete(MessageId id) {
        asked.add("delete");
        messages.forEach((with, all) -> {
            if (all.values().removeIf(message -> message.id().equals(id))) {
                publish(new ClientEvent.MessageDeleted(with, id));
            }
        });
    }

    @Override
    public synchronized Optional<Person> find(PhoneNumber number) throws ClientException {
        asked.add("find " + number.e164());
        maybeRefuse();
        findable.ifPresent(this::put);
        return findable;
    }

    @Override
    public SafetyNumberView safetyNumber(AccountId with) {
        return new SafetyNumberView(
                Samples.DIGITS, Octets.of(Samples.DIGITS.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Override
    public synchronized Scan scan(AccountId with, Picture picture) throws ClientException {
        asked.add("scan " + picture);
        maybeRefuse();
        return nextScan;
    }

    @Override
    public synchronized Exported export(AccountId with, Path folder, boolean phones) throws ClientException {
        asked.add("export " + folder.getFileName() + " " + phones);
        maybeRefuse();
        return nextExport.orElse(new Exported.Written(folder, 12, 11, 0));
    }

    @Override
    public synchronized void setVerified(AccountId person, boolean verified) {
        asked.add("setVerified " + verified);
        put(Samples.with(people.get(person), verified ? Person.Trust.VERIFIED : Person.Trust.FIRST_SEEN));
    }

    @Override
    public synchronized void acceptKeyChange(AccountId person) {
        asked.add("acceptKeyChange");
        put(Samples.with(people.get(person), Person.Trust.FIRST_SEEN));
    }

    @Override
    public synchronized void setOffTheRecord(AccountId with, boolean on) throws ClientException {
        maybeRefuse();
        put(Samples.offTheRecord(people.get(with), on));
    }

    @Override
    public synchronized Privacy privacy() {
        return privacy;
    }

    @Override
    public synchronized void setPrivacy(Privacy now) {
        privacy = now;
    }

    @Override
    public synchronized void rename(String name) throws ClientException {
        maybeRefuse();
        me = me.map(old -> new Me(old.account(), old.phone(), name, old.relay()));
        publish(new ClientEvent.SignedIn(me.orElseThrow()));
    }

    @Override
    public Optional<String> invite() {
        return invite;
    }

    @Override
    public Invite vouchFor(Invite bare) throws ClientException {
        maybeRefuse();
        return bare;
    }

    @Override
    public void close() {
        asked.add("close");
        closed.countDown();
    }
}
