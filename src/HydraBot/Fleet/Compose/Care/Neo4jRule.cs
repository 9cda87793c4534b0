using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Healthchecks;
using HydraBot.Fleet.Compose.Services;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>
/// Neo4j takes its first password as <c>NEO4J_AUTH=neo4j/PASSWORD</c> of eight characters or more, and does not start with anything else; whoever uses it needs the same one.
/// </summary>
/// <remarks>https://neo4j.com/docs/operations-manual/current/docker/introduction/#docker-auth</remarks>
internal sealed class Neo4jRule(ComposePatches patches) : IComposeRule
{
    private const string Name = "neo4j-auth", Variable = "NEO4J_AUTH", User = "neo4j";
    private const int Shortest = 8;

    public IEnumerable<ComposeFinding> Look(ComposeSight sight)
    {
        var passwords = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in sight.Services)
        {
            var environment = ComposeMerge.Mapping(service.Keys["environment"]);
            var server = ImageName.Read(service.Image).Last == User;
            if (Value(environment, Variable, sight) is { Length: > 0 } auth)
            {
                foreach (var finding in Auth(sight, service, auth, server))
                    yield return finding;
                if (auth.Split('/', 2) is [_, { Length: > 0 } password])
                    passwords[service.Name] = password;
            }
            else if (server && environment.ContainsKey(Variable))
            {
                yield return sight.About(Name, FindingLevel.Fault, service.Name, "environment", $"{Variable} of '{service.Name}' is empty.", $"Write {User}/PASSWORD with {Shortest} characters or more, or none.");
            }

            foreach (var (key, value) in environment.Where(pair => IsPassword(pair.Key) && !server))
            {
                if ((value?.ToString() ?? sight.Project.Environment.GetValueOrDefault(key)) is { Length: > 0 } password)
                    passwords[$"{service.Name} ({key})"] = password;
            }
        }

        if (passwords.Values.Distinct(StringComparer.Ordinal).Count() > 1)
        {
            var groups = passwords.GroupBy(pair => pair.Value).Select(same => string.Join(", ", same.Select(pair => pair.Key)));
            yield return sight.About(Name, FindingLevel.Fault, passwords.Keys.First().Split(' ')[0], "environment",
                $"The password of Neo4j differs between those that use it: {string.Join(" | ", groups)}.",
                "Write it once in .env and name it everywhere, such as ${NEO4J_PASSWORD}. A database that exists keeps the password of its first start.");
        }
    }

    private IEnumerable<ComposeFinding> Auth(ComposeSight sight, ComposeService service, string auth, bool server)
    {
        if (auth == "none")
        {
            if (server)
                yield return sight.About(Name, FindingLevel.Warning, service.Name, "environment", $"Neo4j in '{service.Name}' asks nobody for a password.", $"Write {Variable}: {User}/PASSWORD unless nobody else reaches it.");
            yield break;
        }

        var parts = auth.Split('/', 2);
        if (parts.Length == 1)
        {
            var finding = sight.About(Name, FindingLevel.Fault, service.Name, "environment", $"{Variable} of '{service.Name}' is not USER/PASSWORD, and Neo4j does not start with it.", $"Write {User}/ before the password.");
            yield return auth.Length >= Shortest && sight.Variable(service.Name, Variable) is var (file, text, prefix, path)
                ? patches.Offer(finding, ComposeSight.Insert(file, text, prefix.Length, $"{User}/", path))
                : finding;
        }
        else if (server && parts[0] != User)
        {
            yield return sight.About(Name, FindingLevel.Fault, service.Name, "environment", $"{Variable} of '{service.Name}' names another user than {User}, which the first start does not allow.", $"Write {User}/PASSWORD; make further users in the database.");
        }

        var password = parts[^1];
        if (password.Length < Shortest)
            yield return sight.About(Name, FindingLevel.Fault, service.Name, "environment", $"The password in {Variable} of '{service.Name}' is shorter than {Shortest} characters, and Neo4j does not start with it.", $"Take one of {Shortest} characters or more.");
        else if (password == User)
            yield return sight.About(Name, FindingLevel.Fault, service.Name, "environment", $"The password in {Variable} of '{service.Name}' is the initial one, which Neo4j does not allow.", "Take another one.");
    }

    private static string? Value(JsonObject environment, string name, ComposeSight sight) =>
        environment.TryGetPropertyValue(name, out var value) ? value?.ToString() ?? sight.Project.Environment.GetValueOrDefault(name) : null;

    private static bool IsPassword(string name) =>
        name.Contains("NEO4J", StringComparison.OrdinalIgnoreCase) && (name.EndsWith("PASSWORD", StringComparison.OrdinalIgnoreCase) || name.EndsWith("PASS", StringComparison.OrdinalIgnoreCase) || name.EndsWith("PWD", StringComparison.OrdinalIgnoreCase));
}
