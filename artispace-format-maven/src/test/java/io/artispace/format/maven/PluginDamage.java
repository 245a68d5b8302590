package io.artispace.format.maven;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Ways in which the entry of a plugin's descriptor can be damaged while the archive around it is whole. */
enum PluginDamage {
    GARBAGE_STORED(ZipEntry.STORED) {
        @Override
        void spoil(ByteBuffer zip, int data, int length) {
            fill(zip, data, length);
        }
    },
    CUT_SHORT_STORED(ZipEntry.STORED) {
        @Override
        void spoil(ByteBuffer zip, int data, int length) {
            zip.putInt(directory(zip) + 20, length / 2).putInt(directory(zip) + 24, length / 2);
        }
    },
    BEHIND_THE_END_STORED(ZipEntry.STORED) {
        @Override
        void spoil(ByteBuffer zip, int data, int length) {
            zip.putInt(directory(zip) + 42, zip.limit() - 10);
        }
    },
    GARBAGE_DEFLATED(ZipEntry.DEFLATED) {
        @Override
        void spoil(ByteBuffer zip, int data, int length) {
            fill(zip, data, length);
        }
    },
    GARBAGE_LATER_DEFLATED(ZipEntry.DEFLATED) {
        @Override
        void spoil(ByteBuffer zip, int data, int length) {
            fill(zip, data + length / 2, length - length / 2);
        }
    },
    CUT_SHORT_DEFLATED(ZipEntry.DEFLATED) {
        @Override
        void spoil(ByteBuffer zip, int data, int length) {
            zip.putInt(directory(zip) + 20, length / 2);
        }
    },
    EMPTY_DEFLATED(ZipEntry.DEFLATED) {
        @Override
        void spoil(ByteBuffer zip, int data, int length) {
            zip.putInt(directory(zip) + 20, 0);
        }
    },
    ENCRYPTED_STORED(ZipEntry.STORED) {
        @Override
        void spoil(ByteBuffer zip, int data, int length) {
            encrypt(zip, data, length);
        }
    },
    ENCRYPTED_DEFLATED(ZipEntry.DEFLATED) {
        @Override
        void spoil(ByteBuffer zip, int data, int length) {
            encrypt(zip, data, length);
        }
    };

    private final int method;

    PluginDamage(int method) {
        this.method = method;
    }

    abstract void spoil(ByteBuffer zip, int data, int length);

    byte[] jar() throws IOException {
        byte[] descriptor = ("<plugin><groupId>com.acme.tools</groupId><artifactId>one</artifactId>"
                        + "<goalPrefix>one</goalPrefix><mojos>" + "<mojo/>".repeat(9000) + "</mojos></plugin>")
                .getBytes(StandardCharsets.UTF_8);
        ZipEntry entry = new ZipEntry("META-INF/maven/plugin.xml");
        CRC32 sum = new CRC32();
        sum.update(descriptor);
        entry.setMethod(method);
        entry.setSize(descriptor.length);
        entry.setCrc(sum.getValue());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(entry);
            zip.write(descriptor);
            zip.closeEntry();
        }
        ByteBuffer zip = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int data = 30 + entry.getName().length();
        spoil(zip, data, zip.getInt(directory(zip) + 20));
        return zip.array();
    }

    /** Where the only entry stands in the archive's directory, of which the archive's last record tells. */
    private static int directory(ByteBuffer zip) {
        return zip.getInt(zip.limit() - 22 + 16);
    }

    private static void fill(ByteBuffer zip, int from, int length) {
        byte[] noise = new byte[length];
        new Random(1).nextBytes(noise);
        zip.put(from, noise);
    }

    private static void encrypt(ByteBuffer zip, int data, int length) {
        fill(zip, data, length);
        zip.putShort(6, (short) (zip.getShort(6) | 1));
        zip.putShort(directory(zip) + 8, (short) (zip.getShort(directory(zip) + 8) | 1));
    }
}
