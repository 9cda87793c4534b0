using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using HydraBot.Repository.Git;
using HydraBot.Repository.Secrets;

namespace HydraBot.Repository.Committing;

/// <summary>What would be committed, and with which words.</summary>
/// <param name="Message">Subject and body.</param>
/// <param name="Digest">Of the difference: a commit of this draft is of exactly this, or does not happen.</param>
/// <param name="Changes">The files.</param>
/// <param name="Secrets">Lines that must not be committed.</param>
internal sealed record CommitDraft(string Message, string Digest, IReadOnlyList<FileChange> Changes, IReadOnlyList<SecretFinding> Secrets)
{
    [Description("The model that wrote the message; null where a person or the rule did")]
    public string? Model { get; init; }

    /// <summary>The digest of a difference, short enough to be typed.</summary>
    public static string DigestOf(string diff) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(diff)))[..12];
}
