using System.Security.Cryptography;
using EligibilityService.Domain.Log;

namespace EligibilityService.Domain.Tests.Log;

/// <summary>The tree against the recursive definition in RFC 6962, section 2.1, for every size up to a few levels.</summary>
public sealed class ProvingByTheTree
{
    private const int Most = 70;

    private static readonly byte[][] Entries = [.. Enumerable.Range(0, Most).Select(i => (byte[])[(byte)i, (byte)(i * 7)])];

    [Fact]
    public void the_empty_tree_and_one_leaf_are_the_hashes_of_the_rfc()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(CommittedList.RootOf([])));
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", Convert.ToHexStringLower(CommittedList.RootOf([[]])));
    }

    /// <summary>Seven leaves, as in the example of section 2.1.3: d0 to d6 are joined as ((d0 d1) (d2 d3)) ((d4 d5) d6).</summary>
    [Fact]
    public void the_example_of_the_rfc_has_its_proofs()
    {
        byte[] L(int i) => SHA256.HashData([0, .. Entries[i]]);
        byte[] N(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
        var (a, b, c, d, e, f, j) = (L(0), L(1), L(2), L(3), L(4), L(5), L(6));
        var (g, h, i, l) = (N(a, b), N(c, d), N(e, f), N(N(e, f), j));
        var k = N(g, h);
        var seven = new CommittedList(Entries[..7]);

        Assert.Equal(N(k, l), seven.Root);
        Assert.Equal([b, h, l], seven.Proof(0));
        Assert.Equal([c, g, l], seven.Proof(3));
        Assert.Equal([f, j, k], seven.Proof(4));
        Assert.Equal([i, k], seven.Proof(6));
        Assert.Equal([c, d, g, l], Consistency(3, 7));
        Assert.Equal([l], Consistency(4, 7));
        Assert.Equal([i, j, k], Consistency(6, 7));
    }

    [Fact]
    public void roots_and_proofs_are_those_of_the_definition()
    {
        for (var n = 0; n <= Most; n++)
        {
            Assert.Equal(Naive(Entries[..n]), CommittedList.RootOf(Entries[..n]));
            var list = new CommittedList(Entries[..n]);
            for (var m = 0; m < n; m++)
            {
                Assert.Equal(NaivePath(m, Entries[..n]), list.Proof(m));
                if (m > 0) Assert.Equal(NaiveSubproof(m, Entries[..n], true), Consistency(m, n));
            }
        }
    }

    [Fact]
    public void a_proof_convinces_of_its_own_leaf_and_root_only()
    {
        for (var n = 1; n <= Most; n++)
        {
            var list = new CommittedList(Entries[..n]);
            for (var m = 0; m < n; m++)
            {
                var (leaf, proof) = (MerkleTree.LeafHash(Entries[m]), list.Proof(m));
                Assert.True(MerkleTree.Includes(leaf, m, n, proof, list.Root));
                Assert.False(MerkleTree.Includes(Spoilt(leaf), m, n, proof, list.Root));
                Assert.False(MerkleTree.Includes(leaf, m, n, [.. proof, leaf], list.Root));
                if (proof.Count > 0) Assert.False(MerkleTree.Includes(leaf, m, n, [.. proof.SkipLast(1)], list.Root));
                for (var i = 0; i < proof.Count; i++) Assert.False(MerkleTree.Includes(leaf, m, n, [.. proof.Select((hash, at) => at == i ? Spoilt(hash) : hash)], list.Root));
                for (var other = 0; other < n; other++) Assert.Equal(other == m, MerkleTree.Includes(leaf, other, n, proof, list.Root));
            }
        }
    }

    [Fact]
    public void a_later_tree_continues_the_earlier_one_and_no_other()
    {
        for (var n = 1; n <= Most; n++)
        {
            for (var m = 0; m <= n; m++)
            {
                var (earlier, later, proof) = (CommittedList.RootOf(Entries[..m]), CommittedList.RootOf(Entries[..n]), Consistency(m, n));
                Assert.True(MerkleTree.Continues(m, earlier, n, later, proof));
                Assert.False(MerkleTree.Continues(m, Spoilt(earlier), n, later, proof));
                Assert.False(MerkleTree.Continues(m, earlier, n, later, [.. proof, earlier]));
                if (m > 0) Assert.False(MerkleTree.Continues(m, earlier, n, Spoilt(later), proof));
                for (var i = 0; i < proof.Length; i++) Assert.False(MerkleTree.Continues(m, earlier, n, later, [.. proof.Select((hash, at) => at == i ? Spoilt(hash) : hash)]));
            }
        }
    }

    [Fact]
    public void a_tree_grows_on_from_its_right_edge()
    {
        for (var n = 0; n < Most; n++)
        {
            var nodes = Nodes(n);
            var resumed = new GrowingTree(n, MerkleTree.Parts(new(0, n)).Select(part => nodes[part]));
            resumed.Append(MerkleTree.LeafHash(Entries[n]));
            Assert.Equal(CommittedList.RootOf(Entries[..(n + 1)]), resumed.Root);
            Assert.Equal(n + 1L, resumed.Size);
        }
    }

    private static byte[] Spoilt(byte[] hash) => [.. hash.SkipLast(1), (byte)(hash[^1] ^ 1)];

    private static Dictionary<TreeNode, byte[]> Nodes(int size)
    {
        var (tree, nodes) = (new GrowingTree(), new Dictionary<TreeNode, byte[]>());
        foreach (var entry in Entries[..size])
        {
            foreach (var (node, hash) in tree.Append(MerkleTree.LeafHash(entry))) nodes.Add(node, hash);
        }

        return nodes;
    }

    private static byte[][] Consistency(int from, int to)
    {
        var nodes = Nodes(to);
        return [.. MerkleTree.Consistency(from, to).Select(range => MerkleTree.Hash(range, node => nodes[node]))];
    }

    private static byte[] Naive(byte[][] d) => d.Length switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. d[0]]),
        _ => SHA256.HashData([1, .. Naive(d[..Split(d.Length)]), .. Naive(d[Split(d.Length)..])]),
    };

    private static byte[][] NaivePath(int m, byte[][] d)
    {
        if (d.Length == 1) return [];
        var k = Split(d.Length);
        return m < k ? [.. NaivePath(m, d[..k]), Naive(d[k..])] : [.. NaivePath(m - k, d[k..]), Naive(d[..k])];
    }

    private static byte[][] NaiveSubproof(int m, byte[][] d, bool isEarlierTree)
    {
        if (m == d.Length) return isEarlierTree ? [] : [Naive(d)];
        var k = Split(d.Length);
        return m <= k ? [.. NaiveSubproof(m, d[..k], isEarlierTree), Naive(d[k..])] : [.. NaiveSubproof(m - k, d[k..], false), Naive(d[..k])];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
