using System.Reflection;
using System.Text.RegularExpressions;

namespace HydraBot.Storage;

/// <summary>A numbered script of a room: <c>Room/Sql/NNNN_name.sql</c>, or one for each dialect: <c>NNNN_name.sqlite.sql</c>.</summary>
/// <param name="Name">Number and name, as the journal in the database keeps it.</param>
/// <param name="Dialect">The only dialect that it is for; null for both.</param>
/// <param name="Resource">Where it is in the assembly.</param>
internal sealed partial record MigrationScript(string Name, SqlDialect? Dialect, string Resource)
{
    /// <summary>Those of an assembly, for one dialect, by number.</summary>
    /// <exception cref="InvalidOperationException">Two have the same number.</exception>
    public static IReadOnlyList<MigrationScript> Of(Assembly assembly, SqlDialect dialect)
    {
        MigrationScript[] scripts =
        [
            .. assembly.GetManifestResourceNames()
                .Select(Read)
                .OfType<MigrationScript>()
                .Where(script => script.Dialect is null || script.Dialect == dialect)
                .OrderBy(script => script.Name, StringComparer.Ordinal),
        ];
        if (scripts.GroupBy(script => script.Name[..4]).FirstOrDefault(group => group.Count() > 1) is not { } twice)
            return scripts;
        var both = string.Join(" and ", twice.Select(script => script.Resource));
        throw new InvalidOperationException($"Two scripts have the number {twice.Key}: {both}.");
    }

    public string Text(Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The script {Resource} is not in {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static MigrationScript? Read(string resource) => FileName().Match(resource) is { Success: true } match
        ? new MigrationScript(
            match.Groups["name"].Value,
            match.Groups["dialect"].Value switch
            {
                "sqlite" => SqlDialect.Sqlite,
                "postgresql" => SqlDialect.Postgresql,
                _ => null,
            },
            resource)
        : null;

    [GeneratedRegex(@"\.Sql\.(?<name>[0-9]{4}_[a-z0-9_]+)(?:\.(?<dialect>sqlite|postgresql))?\.sql$")]
    private static partial Regex FileName();
}
