using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace HydraBot.Governance.Audit;

/// <summary>What the chain was at a moment, signed: whoever rewrites it later cannot make it fit.</summary>
/// <param name="Sequence">How many entries the chain had.</param>
/// <param name="HeadHash">The hash of the last of them.</param>
/// <param name="MerkleRoot">The root over all of them.</param>
/// <param name="At">When it was signed; whole seconds.</param>
/// <param name="PublicKey">Whose key signed, base64url.</param>
/// <param name="Signature">Ed25519 over <see cref="SignedText"/>, base64url.</param>
public sealed record AuditCheckpoint(
    long Sequence, string HeadHash, string MerkleRoot, DateTimeOffset At, string PublicKey, string Signature)
{
    private const string Kind = "hydrabot-audit-1";

    /// <summary>The whole checkpoint in one word, to be posted, copied and compared.</summary>
    public string Text => $"{SignedText}:{Signature}";

    private string SignedText => TextOf(Sequence, HeadHash, MerkleRoot, At.ToUnixTimeSeconds(), PublicKey);

    /// <summary>Signs what stands.</summary>
    public static AuditCheckpoint Sign(long sequence, string headHash, string merkleRoot, DateTimeOffset at, ICheckpointSigner signer)
    {
        var seconds = at.ToUnixTimeSeconds();
        var signature = signer.Sign(Encoding.UTF8.GetBytes(TextOf(sequence, headHash, merkleRoot, seconds, signer.PublicKey)));
        return new AuditCheckpoint(
            sequence, headHash, merkleRoot, DateTimeOffset.FromUnixTimeSeconds(seconds), signer.PublicKey, Base64Url.EncodeToString(signature));
    }

    /// <summary>Reads a posted checkpoint; spaces, line breaks and code marks around or in it do not matter.</summary>
    /// <returns>Null where it is not one.</returns>
    public static AuditCheckpoint? TryParse(string text)
    {
        var word = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '`'));
        return word.Split(':') is [Kind, var sequence, var head, var root, var at, var key, var signature]
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds < 253402300800
            && number > 0 && IsHash(head) && IsHash(root)
            && Base64Url.IsValid(key) && Base64Url.IsValid(signature)
                ? new AuditCheckpoint(number, head, root, DateTimeOffset.FromUnixTimeSeconds(seconds), key, signature)
                : null;
    }

    /// <summary>Whether the signature fits the content and the key that the checkpoint names.</summary>
    public bool IsSigned(ICheckpointSigner signer) =>
        Base64Url.IsValid(Signature)
        && signer.Verify(PublicKey, Encoding.UTF8.GetBytes(SignedText), Base64Url.DecodeFromChars(Signature));

    private static bool IsHash(string text) => text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');

    private static string TextOf(long sequence, string headHash, string merkleRoot, long seconds, string publicKey) =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind}:{sequence}:{headHash}:{merkleRoot}:{seconds}:{publicKey}");
}
