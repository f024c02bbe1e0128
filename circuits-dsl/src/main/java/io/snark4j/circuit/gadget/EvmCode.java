package io.snark4j.circuit.gadget;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Straight-line EVM bytecode, written with names for what lies on the stack. Numbers that are used often are placed first, on the stack or in memory, and then
 * found there. Not thread-safe. Opcodes: Ethereum Yellow Paper, appendix H; PUSH0 is EIP-3855.
 */
final class EvmCode {
    static final int ADD = 0x01;
    static final int MOD = 0x06;
    static final int ADDMOD = 0x08;
    static final int MULMOD = 0x09;

    private static final int CALLDATALOAD = 0x35;
    private static final int CODECOPY = 0x39;
    private static final int POP = 0x50;
    private static final int MLOAD = 0x51;
    private static final int MSTORE = 0x52;
    private static final int PUSH0 = 0x5f;
    private static final int PUSH1 = 0x60;
    private static final int PUSH2 = 0x61;
    private static final int DUP1 = 0x80;
    private static final int SWAP1 = 0x90;
    private static final int RETURN = 0xf3;
    private static final int REACH = 16;
    private static final int WORD = 32;
    private static final String UNNAMED = "";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> stack = new ArrayList<>();
    private final Map<BigInteger, String> onStack = new HashMap<>();
    private final Map<BigInteger, Integer> inMemory = new HashMap<>();

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** Pushes a number: a copy of where it was placed, or the number itself. */
    void constant(BigInteger value) {
        String name = onStack.get(value);
        Integer address = inMemory.get(value);
        if (name != null) {
            copy(name);
        } else if (address != null) {
            push(BigInteger.valueOf(address));
            bytes.write(MLOAD);
        } else {
            push(value);
        }
    }

    /** Leaves a number on the stack under a name of its own. */
    void placeOnStack(BigInteger value) {
        push(value);
        String name = "constant " + stack.size();
        name(name);
        onStack.putIfAbsent(value, name);
    }

    /** Puts a number into the next word of memory. */
    void placeInMemory(BigInteger value) {
        if (inMemory.containsKey(value)) {
            return;
        }
        int address = WORD * inMemory.size();
        push(value);
        push(BigInteger.valueOf(address));
        bytes.write(MSTORE);
        pop(2);
        inMemory.put(value, address);
    }

    /** Pushes a word of the call's data. */
    void argument(int index) {
        push(BigInteger.valueOf((long) WORD * index));
        bytes.write(CALLDATALOAD);
    }

    /** Pushes a copy of the item of this name. */
    void copy(String name) {
        dup(depth(name));
    }

    /** Pushes a copy of the item that many below the top, 0 for the top. */
    void dup(int below) {
        bytes.write(DUP1 + reachable(below, REACH - 1));
        stack.add(UNNAMED);
    }

    /** Exchanges the top and the item that many below it, at least 1. */
    void swap(int below) {
        bytes.write(SWAP1 + reachable(below, REACH) - 1);
        int top = stack.size() - 1;
        String kept = stack.get(top);
        stack.set(top, stack.get(top - below));
        stack.set(top - below, kept);
    }

    /** Applies an operation that takes so many items and leaves one. */
    void operate(int opcode, int items) {
        bytes.write(opcode);
        pop(items);
        stack.add(UNNAMED);
    }

    void name(String name) {
        stack.set(stack.size() - 1, name);
    }

    /** Takes the top and puts it, under a name, in the place of an item, which is lost. */
    void replace(String item, String name) {
        int below = depth(item);
        swap(below);
        bytes.write(POP);
        pop(1);
        stack.set(stack.size() - below, name);
    }

    /** How many items lie above the one of this name. */
    int depth(String name) {
        int index = stack.lastIndexOf(name);
        if (index < 0) {
            throw new IllegalStateException("no " + name + " on the stack " + stack);
        }
        return stack.size() - 1 - index;
    }

    /** Answers the call with the top of the stack, one word. */
    void returnTop() {
        bytes.write(PUSH0);
        bytes.write(MSTORE);
        pop(1);
        push(BigInteger.valueOf(WORD));
        push(BigInteger.ZERO);
        bytes.write(RETURN);
    }

    /** Creation code that leaves {@code runtime}, of at most 65,535 bytes, on the chain. */
    static byte[] creation(byte[] runtime) {
        ByteArrayOutputStream creation = new ByteArrayOutputStream();
        int high = runtime.length >>> 8;
        int low = runtime.length & 0xff;
        int[] copyAndReturn = {PUSH2, high, low, DUP1, PUSH1, 10, PUSH0, CODECOPY, PUSH0, RETURN};
        for (int code : copyAndReturn) {
            creation.write(code);
        }
        creation.writeBytes(runtime);
        return creation.toByteArray();
    }

    private void push(BigInteger value) {
        int length = (value.bitLength() + 7) / 8;
        bytes.write(PUSH0 + length);
        for (int i = length - 1; i >= 0; i--) {
            bytes.write(value.shiftRight(8 * i).byteValue());
        }
        stack.add(UNNAMED);
    }

    private void pop(int items) {
        stack.subList(stack.size() - items, stack.size()).clear();
    }

    private static int reachable(int below, int limit) {
        if (below < 0 || below > limit) {
            throw new IllegalStateException("stack item " + below + " below the top is out of the EVM's reach");
        }
        return below;
    }
}
