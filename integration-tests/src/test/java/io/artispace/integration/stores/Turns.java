package io.artispace.integration.stores;

/** Two parties that take turns, each of so many steps as was said before; in the end each goes on to its end. Thread-safe. */
final class Turns {
    private final int[] lengths;
    private final boolean[] ended = new boolean[2];
    private int next = 1;
    private int party;
    private int left;

    /**
     * Begins.
     *
     * @param first whose turn it is, 0 or 1
     * @param lengths of how many steps the turns are, alternately
     */
    Turns(int first, int... lengths) {
        this.lengths = lengths.clone();
        this.party = first;
        this.left = lengths[0];
    }

    /** Waits until it is a party's turn for the first time. */
    synchronized void begin(int who) {
        await(who);
    }

    /** Takes a step, and waits until it is the party's turn to take the next one. */
    synchronized void step(int who) {
        if (party == who && --left <= 0 && !ended[1 - who]) {
            give(1 - who);
        }
        await(who);
    }

    /** Ends a party's part. */
    synchronized void end(int who) {
        ended[who] = true;
        give(1 - who);
    }

    private void give(int who) {
        party = who;
        left = next < lengths.length ? lengths[next++] : Integer.MAX_VALUE;
        notifyAll();
    }

    private void await(int who) {
        try {
            while (party != who && !ended[1 - who]) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while it was the other one's turn", e);
        }
    }
}
