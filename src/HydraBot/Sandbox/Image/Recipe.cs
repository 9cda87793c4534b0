using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HydraBot.Sandbox.Languages;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Image;

/// <summary>What the sandbox's image is made of; the same recipe has the same hash, and with it the same name.</summary>
internal sealed class Recipe
{
    private static readonly string[] Ingredients = ["finish", "worker", "python-worker", "run-csharp", "forward"];

    public Recipe(SandboxAssets assets, LanguageTable languages, IOptions<SandboxOptions> options)
    {
        var file = JsonSerializer.Deserialize(File.ReadAllText(assets.File("recipe.json")), SandboxJson.Default.RecipeFile)!;
        Suite = file.Suite;
        Sources = file.Sources;
        Packages = [.. file.Packages.Concat(languages.All.SelectMany(language => options.Value.Extras ? language.Packages.Concat(language.Extras) : language.Packages)).Distinct().Order(StringComparer.Ordinal)];
        Hash = HashOf(assets);
    }

    /// <summary>The Debian release.</summary>
    public string Suite { get; }

    /// <summary>Lines of apt's list of sources.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>By name; what they need comes with them.</summary>
    public IReadOnlyList<string> Packages { get; }

    /// <summary>Of everything that goes in, the first 12 digits of a SHA-256.</summary>
    public string Hash { get; }

    /// <summary>The image's name and tag.</summary>
    public string ImageName => $"{Repository}:{Hash}";

    /// <summary>Under which all of HydraBot's sandbox images stand.</summary>
    public const string Repository = "hydrabot-sandbox";

    private string HashOf(SandboxAssets assets)
    {
        var text = new StringBuilder().AppendJoin('\n', Sources.Append(Suite).Concat(Packages));
        foreach (var ingredient in Ingredients)
            text.Append('\0').Append(File.ReadAllText(assets.File(ingredient)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }
}

/// <summary>The file <c>recipe.json</c>.</summary>
internal sealed record RecipeFile(string Suite, IReadOnlyList<string> Sources, IReadOnlyList<string> Packages);
