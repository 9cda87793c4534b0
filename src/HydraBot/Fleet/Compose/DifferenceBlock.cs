using System.Text;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose;

/// <summary>A difference as it is shown on a card: coloured, and as a file where it is long.</summary>
internal static class DifferenceBlock
{
    private const int Longest = 1500;

    public static string Of(string difference)
    {
        var plain = difference.Replace("```", "ʼʼʼ", StringComparison.Ordinal);
        return plain.Length <= Longest ? $"```diff\n{plain}\n```" : $"```diff\n{plain[..plain.LastIndexOf('\n', Longest)]}\n```\nAll of it is in the file.";
    }

    public static IReadOnlyList<CardFile> File(string difference) =>
        difference.Length <= Longest ? [] : [new CardFile("change.diff", "text/x-diff", Encoding.UTF8.GetBytes(difference))];
}
