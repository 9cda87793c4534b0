using System.Globalization;
using System.Text;
using HydraBot.Governance.Operations;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace HydraBot.Inference.Attachments;

/// <summary>The text of a PDF, page by page.</summary>
internal static class PdfText
{
    private const int MostPages = 300;

    /// <exception cref="OperationException">It is broken, locked, or holds no text.</exception>
    public static string Of(string name, byte[] bytes, int most)
    {
        var text = new StringBuilder();
        try
        {
            using var document = PdfDocument.Open(bytes);
            foreach (var page in document.GetPages().Take(MostPages))
            {
                var said = ContentOrderTextExtractor.GetText(page).Trim();
                if (said.Length > 0)
                    text.Append(CultureInfo.InvariantCulture, $"[page {page.Number}]\n{said}\n");
                if (text.Length > most)
                    break;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The library throws whatever a file's makers thought of; the file is wrong, not the house.
            throw new OperationException($"'{name}' is a PDF that cannot be read: {exception.Message}", exception);
        }

        return text.Length > 0 ? text.ToString() : throw new OperationException($"'{name}' is a PDF without text, perhaps scanned; attach its pages as pictures.");
    }
}
