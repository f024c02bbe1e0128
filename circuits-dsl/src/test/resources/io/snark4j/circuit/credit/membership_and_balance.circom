// The statement of io.snark4j.circuit.credit.MembershipAndBalance at depth 20, on circomlib's gadgets: a yardstick for
// the number of constraints and for the values.
pragma circom 2.1.0;

include "bitify.circom";
include "comparators.circom";
include "poseidon.circom";

template MerkleRoot(depth) {
    signal input leaf;
    signal input leafIndex;
    signal input siblings[depth];
    signal output root;

    component path = Num2Bits(depth);
    path.in <== leafIndex;
    component level[depth];
    signal left[depth];
    signal node[depth + 1];
    node[0] <== leaf;
    for (var l = 0; l < depth; l++) {
        left[l] <== node[l] + path.out[l] * (siblings[l] - node[l]);
        level[l] = Poseidon(2);
        level[l].inputs[0] <== left[l];
        level[l].inputs[1] <== node[l] + siblings[l] - left[l];
        node[l + 1] <== level[l].out;
    }
    root <== node[depth];
}

template MembershipAndBalance(depth) {
    signal input nullifier;
    signal input share;
    signal input root;
    signal input cMax;
    signal input x;
    signal input scope;
    signal input secret;
    signal input deposit;
    signal input ticketIndex;
    signal input leafIndex;
    signal input siblings[depth];

    component depositBits = Num2Bits(96);
    depositBits.in <== deposit;
    component cMaxBits = Num2Bits(96);
    cMaxBits.in <== cMax;
    component ticketBits = Num2Bits(32);
    ticketBits.in <== ticketIndex;
    signal price;
    price <== (ticketIndex + 1) * cMax;
    component rest = Num2Bits(130);
    rest.in <== deposit - price;

    component commitment = Poseidon(1);
    commitment.inputs[0] <== secret;
    component leaf = Poseidon(2);
    leaf.inputs[0] <== commitment.out;
    leaf.inputs[1] <== deposit;
    component tree = MerkleRoot(depth);
    tree.leaf <== leaf.out;
    tree.leafIndex <== leafIndex;
    for (var l = 0; l < depth; l++) {
        tree.siblings[l] <== siblings[l];
    }
    root === tree.root;

    component slope = Poseidon(3);
    slope.inputs[0] <== secret;
    slope.inputs[1] <== scope;
    slope.inputs[2] <== ticketIndex;
    component hidden = Poseidon(1);
    hidden.inputs[0] <== slope.out;
    nullifier === hidden.out;
    share === secret + slope.out * x;
}

component main {public [nullifier, share, root, cMax, x, scope]} = MembershipAndBalance(20);
