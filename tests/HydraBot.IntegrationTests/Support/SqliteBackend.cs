namespace HydraBot.IntegrationTests.Support;

/// <summary>A SQLite file, as the house starts with.</summary>
public sealed class SqliteBackend : Backend
{
    public string File => Path.Combine(Settings["Storage:Path"]!, "hydrabot.db");
}
