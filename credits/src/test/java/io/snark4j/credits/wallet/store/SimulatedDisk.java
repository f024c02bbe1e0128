package io.snark4j.credits.wallet.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A disk in memory whose power fails: at a chosen write, of which then nothing, a part, all, or all but changed bytes has arrived. After that it refuses everything until {@link
 * #restart}. Several folders may be on one disk; they fail together.
 */
public final class SimulatedDisk {
    /** The power failed. */
    public static final class PowerFailure extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final Map<String, byte[]> files = new HashMap<>();
    private final RandomGenerator random;
    private long writesLeft = Long.MAX_VALUE;
    private boolean dead;
    private long writes;

    public SimulatedDisk(RandomGenerator random) {
        this.random = random;
    }

    /** The power fails at the write after so many. */
    public void failAfter(long writesBefore) {
        writesLeft = writesBefore;
    }

    public boolean isDead() {
        return dead;
    }

    public long writes() {
        return writes;
    }

    public void restart() {
        dead = false;
        writesLeft = Long.MAX_VALUE;
    }

    /** All files as they are, to be put back later. */
    public Map<String, byte[]> image(String folder) {
        Map<String, byte[]> image = new HashMap<>();
        files.forEach((name, bytes) -> {
            if (name.startsWith(folder + "/")) {
                image.put(name, bytes.clone());
            }
        });
        return image;
    }

    public void restore(String folder, Map<String, byte[]> image) {
        files.keySet().removeIf(name -> name.startsWith(folder + "/"));
        image.forEach((name, bytes) -> files.put(name, bytes.clone()));
    }

    /** Changes one bit of a file. */
    public void flip(String file, int index) {
        files.get(file)[index] ^= 4;
    }

    public int length(String file) {
        return files.get(file).length;
    }

    public Storage folder(String name) {
        return new Storage() {
            @Override
            public byte[] read(String file) throws IOException {
                requirePower();
                return files.getOrDefault(name + "/" + file, new byte[0]).clone();
            }

            @Override
            public void write(String file, long offset, byte[] bytes) throws IOException {
                requirePower();
                writes++;
                if (writesLeft-- <= 0) {
                    dead = true;
                    put(name + "/" + file, (int) offset, torn(bytes));
                    throw new PowerFailure();
                }
                put(name + "/" + file, (int) offset, bytes);
            }

            @Override
            public void replace(String file, byte[] bytes) throws IOException {
                requirePower();
                writes++;
                if (writesLeft-- <= 0) {
                    dead = true;
                    if (random.nextBoolean()) {
                        files.put(name + "/" + file, bytes.clone());
                    }
                    throw new PowerFailure();
                }
                files.put(name + "/" + file, bytes.clone());
            }

            @Override
            public String place(String file) {
                return "disk 1";
            }

            @Override
            public void close() {}
        };
    }

    private void requirePower() throws IOException {
        if (dead) {
            throw new PowerFailure();
        }
    }

    private byte[] torn(byte[] bytes) {
        byte[] arrived = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        return switch (random.nextInt(4)) {
            case 0 -> bytes;
            case 1 -> new byte[bytes.length]; // the file grew, its blocks did not arrive
            case 2 -> {
                byte[] changed = bytes.clone();
                changed[random.nextInt(bytes.length)] ^= 1;
                yield changed;
            }
            default -> arrived;
        };
    }

    private void put(String file, int offset, byte[] bytes) {
        byte[] old = files.getOrDefault(file, new byte[0]);
        byte[] all = Arrays.copyOf(old, Math.max(old.length, offset + bytes.length));
        System.arraycopy(bytes, 0, all, offset, bytes.length);
        files.put(file, all);
    }
}
