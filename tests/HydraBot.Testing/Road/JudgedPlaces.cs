using HydraBot.Governance.Readers;

namespace HydraBot.Testing.Road;

/// <summary>Where things lie in the house in which acts are read and judged.</summary>
public static class JudgedPlaces
{
    /// <summary>Its places; the corpora of acts name them.</summary>
    public static Places Places { get; } = new()
    {
        Roots = ["/srv/work"],
        Audit = ["/srv/hydra/audit"],
        Secrets = ["/srv/hydra/secrets"],
        Data = ["/srv/hydra/data"],
        Backups = ["/srv/hydra/backups"],
        Law = ["/srv/hydra/CONSTITUTION.yaml"],
        Home = "/home/mia",
    };

    /// <summary>Reads acts there, a new one each time; no file system is asked, and one secret is known.</summary>
    public static ActReader Reader => new(Places, null, new Governance.Audit.SecretMask(["planted-secret"]));
}
