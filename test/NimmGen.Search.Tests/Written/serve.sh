#!/bin/sh
# Answers as a language model would be asked to by 'nimmgen run --llm exec:"sh serve.sh FOLDER"': the reply to the question
# of purpose P for candidate N is the file FOLDER/NN-P.md, written by hand beforehand.
request=$(head -c 400)
number=$(printf '%s' "$request" | sed -n 's/.*"sample":\([0-9]*\).*/\1/p' | head -n 1)
purpose=$(printf '%s' "$request" | sed -n 's/.*"purpose":"\([a-z]*\)".*/\1/p' | head -n 1)
exec cat "$1/$(printf '%02d' "$number")-$purpose.md"
