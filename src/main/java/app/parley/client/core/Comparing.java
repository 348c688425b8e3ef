package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Picture;
import app.parley.client.SafetyNumberView;
import app.parley.client.Scan;
import app.parley.client.history.People;
import app.parley.client.scan.Comparison;
import app.parley.client.scan.Comparison.Outcome;
import app.parley.client.scan.Comparison.Side;
import app.parley.client.session.OwnIdentity;
import app.parley.crypto.SafetyNumber;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import java.util.List;
import java.util.Optional;

/// Comparing safety numbers: the own view of one, and what a picture says of it. The slow part is
/// outside the core's thread.
final class Comparing {
    private final Core core;
    private final Side us;
    private final Presence presence;

    Comparing(Core core, OwnIdentity own, Presence presence) {
        this.core = core;
        this.us = new Side(own.account(), own.accountKey());
        this.presence = presence;
    }

    SafetyNumberView number(AccountId with) throws ClientException {
        People.Known person = core.call(tx -> new People(tx.sql()).find(with))
                .orElseThrow(() -> new ClientException(ClientException.Why.NOBODY_THERE));
        SafetyNumber number = Comparison.number(us, side(person));
        return new SafetyNumberView(number.digits(), Octets.of(number.qr()));
    }

    Scan scan(AccountId with, Picture picture) throws ClientException {
        List<People.Known> everybody = core.call(tx -> new People(tx.sql()).all());
        Side them = find(everybody, with)
                .map(Comparing::side)
                .orElseThrow(() -> new ClientException(ClientException.Why.NOBODY_THERE));
        List<Side> others = everybody.stream()
                .map(Comparing::side)
                .filter(side -> !side.equals(them))
                .toList();
        Outcome outcome = new Comparison(us, them, others).with(picture);
        return new Scan(
                outcome.verdict(),
                outcome.account()
                        .flatMap(account -> find(everybody, account))
                        .map(person -> person.shown(presence.online(person.account()))));
    }

    private static Optional<People.Known> find(List<People.Known> everybody, AccountId account) {
        return everybody.stream()
                .filter(person -> person.account().equals(account))
                .findFirst();
    }

    private static Side side(People.Known person) {
        return new Side(person.account(), person.manifest().accountKey());
    }
}
