using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace HydraBot.Memory.Documents.Pages;

/// <summary>What a person reads of an HTML page, as Markdown: headings, paragraphs, lists, code and tables; no scripts, forms or navigation.</summary>
internal static class HtmlText
{
    private const int Deepest = 400;

    public static string Of(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        var text = new StringBuilder();
        if (page.Title is { Length: > 0 } title && page.QuerySelector("h1") is null)
            text.Append("# ").Append(title.Trim()).Append("\n\n");
        if ((page.QuerySelector("main") ?? page.QuerySelector("article") ?? (INode?)page.Body) is { } body)
            Write(body, text, 0);
        return text.ToString();
    }

    private static void Write(INode node, StringBuilder text, int depth)
    {
        if (depth > Deepest)
            return;
        foreach (var child in node.ChildNodes)
        {
            if (child is IText said)
                text.Append(Line(said.Data));
            else if (child is IElement element)
                Write(element, text, depth);
        }
    }

    private static void Write(IElement element, StringBuilder text, int depth)
    {
        switch (element.LocalName)
        {
            case "script" or "style" or "noscript" or "template" or "nav" or "form" or "svg" or "iframe" or "button" or "select":
                return;
            case "pre":
                text.Append("\n\n```\n").Append(element.TextContent.Trim('\n')).Append("\n```\n\n");
                return;
            case ['h', >= '1' and <= '6'] heading:
                text.Append("\n\n").Append('#', heading[1] - '0').Append(' ').Append(Line(element.TextContent).Trim()).Append("\n\n");
                return;
            case "br":
                text.Append('\n');
                return;
            case "li":
                text.Append("\n- ");
                break;
            case "tr":
                text.Append('\n');
                break;
            case "p" or "div" or "section" or "article" or "ul" or "ol" or "table" or "blockquote" or "dl" or "dt" or "dd" or "header" or "footer" or "aside" or "main":
                text.Append("\n\n");
                break;
        }

        Write((INode)element, text, depth + 1);
        if (element.LocalName is "td" or "th")
            text.Append(" | ");
        else if (element.LocalName is "p" or "div" or "section" or "ul" or "ol" or "table" or "blockquote" or "dd")
            text.Append("\n\n");
    }

    /// <summary>Spaces and breaks of the source are one space on the page.</summary>
    private static string Line(string data)
    {
        var line = new StringBuilder(data.Length);
        foreach (var sign in data)
        {
            if (!char.IsWhiteSpace(sign))
                line.Append(sign);
            else if (line.Length == 0 || line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString();
    }
}
