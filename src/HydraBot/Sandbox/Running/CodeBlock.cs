using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using HydraBot.Sandbox.Languages;

namespace HydraBot.Sandbox.Running;

/// <summary>A block of code in a message.</summary>
/// <param name="Language">As the block names it; empty when it does not.</param>
/// <param name="Code">What stands in it.</param>
internal sealed partial record CodeBlock(string Language, string Code)
{
    /// <summary>The first block in a language that is known, otherwise the first.</summary>
    public static bool TryFind(string message, LanguageTable languages, [NotNullWhen(true)] out CodeBlock? block)
    {
        CodeBlock[] all = [.. Blocks().Matches(message).Select(match => new CodeBlock(match.Groups["language"].Value, match.Groups["code"].Value))];
        block = all.FirstOrDefault(one => one.Language.Length > 0 && languages.TryFind(one.Language, out _)) ?? all.FirstOrDefault();
        return block is not null;
    }

    [GeneratedRegex(@"```(?:(?<language>[A-Za-z0-9+#_.-]{1,20})[ \t]*\r?\n)?(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
