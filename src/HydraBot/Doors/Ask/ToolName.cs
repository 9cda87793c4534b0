using System.Security.Cryptography;
using System.Text;

namespace HydraBot.Doors.Ask;

/// <summary>The name under which a model knows an operation: letters, digits, underscores and dashes, at most 64, as every API takes them.</summary>
internal static class ToolName
{
    private const int Longest = 64, Mark = 8;

    /// <summary>The same name for the same operation, and never one name for two.</summary>
    public static string Of(string operation)
    {
        var plain = operation.Replace('.', '_');
        // Beyond the server's name a dot of a tool of others' could be taken for an underscore.
        var dots = operation.Count(c => c == '.');
        if (plain.Length <= Longest && (dots <= 2 || !operation.StartsWith("mcp.", StringComparison.Ordinal)))
            return plain;
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operation)))[..Mark];
        return $"{plain[..Math.Min(plain.Length, Longest - Mark - 1)]}_{mark}";
    }
}
