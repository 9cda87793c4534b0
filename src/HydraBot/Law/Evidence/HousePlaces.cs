using HydraBot.Governance.Readers;
using HydraBot.Hosting;
using HydraBot.Law.Constitution;
using Microsoft.Extensions.Options;

namespace HydraBot.Law.Evidence;

/// <summary>The places of this house: as configured, and what is always protected.</summary>
internal sealed class HousePlaces
{
    public HousePlaces(IOptions<ConstitutionOptions> options, IConfiguration settings)
    {
        var data = new ApplicationPaths(settings).Data;
        var places = options.Value.Places;
        Places = new Places
        {
            Roots = places.Roots is { Count: > 0 } roots ? [.. roots.Select(Path.GetFullPath)] : [Path.Combine(data, "workspace")],
            Audit = [Place(places.Audit, data, "audit"), Path.Combine(data, "logs")],
            Secrets = [Place(places.Secrets, data, "secrets"), Path.Combine(data, "api-key"), Path.Combine(data, "audit-key")],
            Data = [Place(places.Data, data, "data"), data],
            Backups = [Place(places.Backups, data, "backups")],
            Law = [.. Laws(options.Value.Path)],
            Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : "/root",
            ApiPort = Uri.TryCreate(settings["Api:Url"], UriKind.Absolute, out var url) && url.Port > 0 ? url.Port : 8700,
            OwnDatabases = [.. OwnDatabases(settings["Storage:ConnectionString"])],
        };
    }

    public Places Places { get; }

    private static string Place(string? configured, string data, string name) =>
        configured is { Length: > 0 } ? Path.GetFullPath(configured) : Path.Combine(data, name);

    /// <summary>The law wherever it is looked for, the settings beside it, and the program itself.</summary>
    private static IEnumerable<string> Laws(string path)
    {
        yield return Path.GetFullPath(path);
        yield return Path.GetFullPath(path, AppContext.BaseDirectory);
        yield return Path.GetFullPath("appsettings.json");
        yield return AppContext.BaseDirectory;
    }

    private static IEnumerable<string> OwnDatabases(string? connectionString)
    {
        yield return "hydrabot";
        yield return "hydrabot.db";
        if (connectionString is { Length: > 0 } && new Npgsql.NpgsqlConnectionStringBuilder(connectionString).Database is { Length: > 0 } database)
            yield return database.ToLowerInvariant();
    }
}
