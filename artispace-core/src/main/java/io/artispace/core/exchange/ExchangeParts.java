package io.artispace.core.exchange;

import io.artispace.access.Accounts;
import java.time.InstantSource;

/**
 * What all exchanges of a registry share.
 *
 * @param accounts for the formats
 * @param clock tells formats the time
 * @param heads the headers that describe files
 */
record ExchangeParts(Accounts accounts, InstantSource clock, FileHeads heads) {}
