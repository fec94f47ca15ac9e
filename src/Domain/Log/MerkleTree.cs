using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EligibilityService.Domain.Log;

/// <summary>A full subtree of the log: 2^Level leaves, from Index * 2^Level on. Once it is full it never changes.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TreeNode(int Level, long Index);

/// <summary>Leaves from one, up to and without another; a part of a tree as RFC 6962 divides it.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LeafRange(long From, long To);

/// <summary>The hash tree of RFC 6962 (and RFC 9162): which hashes prove what, and whether they do.</summary>
/// <remarks>Proofs are told as ranges of leaves first, so that whoever keeps full subtrees can fetch all of them at once.</remarks>
public static class MerkleTree
{
    public const int HashLength = SHA256.HashSizeInBytes;

    public static byte[] Empty { get; } = SHA256.HashData([]);

    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        var input = new byte[entry.Length + 1];
        entry.CopyTo(input.AsSpan(1));
        return SHA256.HashData(input);
    }

    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + HashLength + HashLength];
        input[0] = 0x01;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashLength)..]);
        return SHA256.HashData(input);
    }

    /// <summary>The full subtrees that a range of a tree is made of, from the left, the largest first.</summary>
    public static IEnumerable<TreeNode> Parts(LeafRange range)
    {
        for (var from = range.From; from < range.To;)
        {
            var level = BitOperations.Log2((ulong)(range.To - from));
            yield return new(level, from >> level);
            from += 1L << level;
        }
    }

    /// <param name="stored">The hash of a full subtree.</param>
    public static byte[] Hash(LeafRange range, Func<TreeNode, byte[]> stored)
    {
        byte[]? hash = null;
        foreach (var part in Parts(range).Reverse()) hash = hash is null ? stored(part) : NodeHash(stored(part), hash);
        return hash ?? Empty;
    }

    /// <summary>What lies beside the way from a leaf to the root, from the leaf on.</summary>
    public static IReadOnlyList<LeafRange> Inclusion(long index, long size)
    {
        if (index < 0 || index >= size) throw new ArgumentOutOfRangeException(nameof(index), index, "No such leaf in a tree of this size.");

        var beside = new List<LeafRange>();
        for (LeafRange tree = new(0, size); tree.To - tree.From > 1;)
        {
            var middle = tree.From + Half(tree.To - tree.From);
            beside.Add(index < middle ? new(middle, tree.To) : new(tree.From, middle));
            tree = index < middle ? new(tree.From, middle) : new(middle, tree.To);
        }

        beside.Reverse();
        return beside;
    }

    /// <summary>What shows that a tree begins with all the leaves of an earlier one, in their order.</summary>
    public static IReadOnlyList<LeafRange> Consistency(long from, long to)
    {
        if (from < 0 || from > to) throw new ArgumentOutOfRangeException(nameof(from), from, "A tree begins with a smaller one only.");
        if (from == 0 || from == to) return [];

        var beside = new List<LeafRange>();
        LeafRange tree = new(0, to);
        while (tree.To != from)
        {
            var middle = tree.From + Half(tree.To - tree.From);
            beside.Add(from <= middle ? new(middle, tree.To) : new(tree.From, middle));
            tree = from <= middle ? new(tree.From, middle) : new(middle, tree.To);
        }

        if (tree.From > 0) beside.Add(tree);   // otherwise it is the earlier tree itself, whose root is known
        beside.Reverse();
        return beside;
    }

    /// <summary>The root that a leaf and the hashes beside its way lead to; none where there are too many or too few of them.</summary>
    public static byte[]? RootOf(byte[] leafHash, long index, long size, IReadOnlyList<byte[]> beside)
    {
        if (index < 0 || index >= size) return null;

        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in beside)
        {
            if (last == 0 || sibling.Length != HashLength) return null;

            if ((node & 1) == 1 || node == last)
            {
                hash = NodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = NodeHash(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 ? hash : null;
    }

    public static bool Includes(byte[] leafHash, long index, long size, IReadOnlyList<byte[]> beside, ReadOnlySpan<byte> root) =>
        RootOf(leafHash, index, size, beside) is { } found && root.SequenceEqual(found);

    /// <summary>The later tree begins with the earlier one.</summary>
    public static bool Continues(long from, ReadOnlySpan<byte> fromRoot, long to, ReadOnlySpan<byte> toRoot, IReadOnlyList<byte[]> proof)
    {
        if (from < 0 || from > to) return false;
        if (from == to) return proof.Count == 0 && fromRoot.SequenceEqual(toRoot);
        if (from == 0) return proof.Count == 0 && fromRoot.SequenceEqual(Empty);
        if (proof.Count == 0 || proof.Any(hash => hash.Length != HashLength)) return false;

        byte[][] path = BitOperations.IsPow2(from) ? [fromRoot.ToArray(), .. proof] : [.. proof];
        var (node, last) = (from - 1, to - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);

        var (earlier, later) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0) return false;

            if ((node & 1) == 1 || node == last)
            {
                (earlier, later) = (NodeHash(hash, earlier), NodeHash(hash, later));
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                later = NodeHash(later, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && fromRoot.SequenceEqual(earlier) && toRoot.SequenceEqual(later);
    }

    /// <summary>The largest power of two that is smaller.</summary>
    private static long Half(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));
}

/// <summary>The right edge of a growing tree: all it takes to append to it and to tell its root.</summary>
public sealed class GrowingTree
{
    private readonly Stack<byte[]> _edge;

    /// <param name="edge">Hashes of the full subtrees it is made of, from the left.</param>
    public GrowingTree(long size = 0, IEnumerable<byte[]>? edge = null) => (Size, _edge) = (size, new(edge ?? []));

    public long Size { get; private set; }

    public byte[] Root => _edge.Count == 0 ? MerkleTree.Empty : _edge.Skip(1).Aggregate(_edge.Peek(), (right, left) => MerkleTree.NodeHash(left, right));

    /// <returns>The subtrees that are full now, with the leaf as the first of them.</returns>
    public IReadOnlyList<(TreeNode Node, byte[] Hash)> Append(byte[] leafHash)
    {
        var (node, hash) = (new TreeNode(0, Size), leafHash);
        var full = new List<(TreeNode, byte[])> { (node, hash) };
        while ((node.Index & 1) == 1)
        {
            hash = MerkleTree.NodeHash(_edge.Pop(), hash);
            node = new(node.Level + 1, node.Index >> 1);
            full.Add((node, hash));
        }

        _edge.Push(hash);
        Size++;
        return full;
    }
}

/// <summary>A list that is committed to by one hash, short enough to be held in memory.</summary>
public sealed class CommittedList
{
    private readonly Dictionary<TreeNode, byte[]> _nodes = [];
    private readonly GrowingTree _tree = new();

    public CommittedList(IEnumerable<byte[]> entries)
    {
        foreach (var entry in entries)
        {
            foreach (var (node, hash) in _tree.Append(MerkleTree.LeafHash(entry))) _nodes.Add(node, hash);
        }

        Root = _tree.Root;
    }

    public long Size => _tree.Size;

    public byte[] Root { get; }

    public IReadOnlyList<byte[]> Proof(long index) => [.. MerkleTree.Inclusion(index, Size).Select(range => MerkleTree.Hash(range, node => _nodes[node]))];

    /// <summary>The root alone, when nothing is to be proven.</summary>
    public static byte[] RootOf(IEnumerable<byte[]> entries)
    {
        var tree = new GrowingTree();
        foreach (var entry in entries) tree.Append(MerkleTree.LeafHash(entry));
        return tree.Root;
    }
}
