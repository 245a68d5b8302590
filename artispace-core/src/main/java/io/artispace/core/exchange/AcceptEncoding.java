package io.artispace.core.exchange;

/** Reads {@code Accept-Encoding} (RFC 9110, section 12.5.3), but only what it says about gzip. */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /**
     * Tells whether a client takes gzip. A client that does not mention it is not sent it, although the standard would allow that: clients
     * without the header often cannot read a compressed answer.
     */
    static boolean takesGzip(String header) {
        double gzip = -1;
        double any = -1;
        for (int start = 0; start <= header.length(); ) {
            int comma = header.indexOf(',', start);
            int end = comma < 0 ? header.length() : comma;
            String element = header.substring(start, end);
            int semicolon = element.indexOf(';');
            String coding = (semicolon < 0 ? element : element.substring(0, semicolon)).strip();
            if (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")) {
                gzip = weight(element, semicolon);
            } else if (coding.equals("*")) {
                any = weight(element, semicolon);
            }
            start = end + 1;
        }
        return gzip >= 0 ? gzip > 0 : any > 0;
    }

    /** Reads {@code ;q=0.5}; 1 if there is none, 0 if it is malformed. */
    private static double weight(String element, int semicolon) {
        if (semicolon < 0) {
            return 1;
        }
        String parameter = element.substring(semicolon + 1).strip();
        if (!parameter.regionMatches(true, 0, "q=", 0, 2)) {
            return 1;
        }
        String weight = parameter.substring(2).strip();
        boolean decimal = !weight.isEmpty()
                && weight.length() <= 5
                && weight.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
        try {
            return decimal ? Double.parseDouble(weight) : 0;
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
