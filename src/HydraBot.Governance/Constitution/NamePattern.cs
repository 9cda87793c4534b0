using System.IO.Enumeration;

namespace HydraBot.Governance.Constitution;

/// <summary>A name or text with <c>*</c> for any run of characters and <c>?</c> for one.</summary>
/// <param name="Text">The pattern as written.</param>
public readonly record struct NamePattern(string Text)
{
    /// <summary>True when the whole of <paramref name="name"/> fits, letter case aside.</summary>
    public bool Matches(string name) => FileSystemName.MatchesSimpleExpression(Text, name, ignoreCase: true);
}
