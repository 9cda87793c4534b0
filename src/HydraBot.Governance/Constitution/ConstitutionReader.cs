using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HydraBot.Governance.Constitution;

/// <summary>Reads the text of a law, and names every fault in it with its line.</summary>
public static class ConstitutionReader
{
    /// <summary>Reads YAML.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="source">What to call it in errors, for example its path.</param>
    /// <exception cref="ConstitutionException">It is no law; all faults are named at once.</exception>
    public static ConstitutionDocument Read(string yaml, string source = "CONSTITUTION.yaml")
    {
        var fields = new YamlFields();
        var articles = new List<Article>();
        var version = "";
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
                throw new ConstitutionException(source, [new(1, 1, "A constitution is one YAML mapping with version and articles.")]);

            fields.Only(root, "the constitution", "version", "articles");
            version = fields.Text(root, "version", "the constitution", required: true) ?? "";
            foreach (var node in fields.Items(root, "articles", "the constitution", required: true))
            {
                if (ArticleReader.Read(fields, node) is not { } article)
                    continue;
                if (articles.Any(known => string.Equals(known.Id, article.Id, StringComparison.OrdinalIgnoreCase)))
                    fields.Fault(node, $"Two articles have the id '{article.Id}'; each id is used once.");
                articles.Add(article);
            }
        }
        catch (YamlException exception)
        {
            throw new ConstitutionException(
                source, [new(exception.Start.Line, exception.Start.Column, $"This is not YAML: {exception.Message}")]);
        }

        return fields.Faults.Count > 0
            ? throw new ConstitutionException(source, [.. fields.Faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)])
            : new ConstitutionDocument(version, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))), articles);
    }
}
