using System.Security.Cryptography;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Tree;

/// <summary>A path that this member has made: its new leaf, its nodes, and the secrets to hand to others.</summary>
internal sealed class NewPath(LeafNode leaf, List<(int Node, int Copath)> path, List<PathSecret> secrets, byte[] commitSecret) : IDisposable
{
    public LeafNode Leaf => leaf;

    public IReadOnlyList<(int Node, int Copath)> Path => path;

    public IReadOnlyList<PathSecret> Secrets => secrets;

    public byte[] CommitSecret => commitSecret;

    /// <summary>The secret of the lowest node above both the sender and a new member; null when the path has none.</summary>
    public PathSecret? SecretFor(uint member)
    {
        var index = path.FindIndex(step => TreeMath.IsUnder((int)(2 * member), step.Node));
        return index < 0 ? null : secrets[index];
    }

    public void Dispose()
    {
        secrets.ForEach(secret => secret.Dispose());
        CryptographicOperations.ZeroMemory(commitSecret);
    }
}
