using System.Text.RegularExpressions;
using Xunit;

namespace HydraBot.Tests.Documents;

/// <summary>docs/settings.md has a row for each setting, and none for what is no setting.</summary>
public sealed partial class SettingsPageTests(BuiltHouse house) : IClassFixture<BuiltHouse>
{
    [Fact]
    public void Every_setting_has_its_row_and_every_row_its_setting()
    {
        var rows = Rows().ToHashSet(StringComparer.Ordinal);
        var known = house.SettingKeys.Select(key => string.Join(':', key)).ToHashSet(StringComparer.Ordinal);

        // A row that ends in dots stands for the settings that stand above it for everybody.
        var parents = rows.Where(row => row.EndsWith(":...", StringComparison.Ordinal)).Select(row => row[..^3]).ToArray();
        string[] withoutRow = [.. known.Where(key => !rows.Contains(key) && !parents.Any(parent => key.StartsWith(parent, StringComparison.Ordinal)))];
        string[] withoutSetting = [.. rows.Where(row => !row.EndsWith(":...", StringComparison.Ordinal) && !known.Contains(row))];
        Assert.Empty(withoutRow);
        Assert.Empty(withoutSetting);
    }

    /// <summary>The names in the first column; one that follows another in its cell stands beside it.</summary>
    private static IEnumerable<string> Rows()
    {
        foreach (Match row in Row().Matches(Document.All.Single(document => document.Name == "docs/settings.md").Text))
        {
            var names = Name().Matches(row.Groups[1].Value).Select(name => Entry().Replace(name.Groups[1].Value, "*")).ToArray();
            var list = names[0].EndsWith(":*", StringComparison.Ordinal) ? names[0][..^2] : names[0];
            var beside = list[..(list.LastIndexOf(':') + 1)];
            foreach (var (index, name) in names.Index())
                yield return index == 0 ? name : beside + name;
        }
    }

    [GeneratedRegex(@"^\| (`[A-Z][^|]*`) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Entry();
}
